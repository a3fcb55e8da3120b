import { readFileSync } from "node:fs";
import {
  bind,
  divide,
  fromBuffer,
  multiply,
  type Primitive,
  square,
  sum,
  type Tensor,
  tensor,
  unary,
} from "@adjoint/tensor";
import type { PrimitiveCase } from "@adjoint/tensor/testing";
import { expect, test } from "vitest";
import { checkBatching, checkDerivatives, checkValue } from "./conformance.ts";
import { grad, hessian, jvp, vmap } from "./index.ts";

// README.md shows what stands between the two lines of equals signs. =================================================

const rollPrimitive: Primitive<[Tensor], [Tensor], { shift: number }> = {
  name: "roll",
  // The shapes and types of the results.
  shape: ([x]) => [x],
  // Inputs have values here. They may be views: dataSync gives the elements in order.
  kernel: ([x], { shift }, [spec]) => {
    const values = x.dataSync();
    const n = spec.shape.at(-1)!;
    const from = (i: number): number => i - (i % n) + (((((i % n) - shift) % n) + n) % n);
    return [
      fromBuffer(
        values.map((_, i) => values[from(i)]!),
        spec,
      ),
    ];
  },
  // What moved on by shift places moves back. Operations only, linear in the cotangent; a thunk for each input.
  vjp: ([cotangent], _inputs, _outputs, { shift }) => [() => roll(cotangent, -shift)],
  // All examples at once: their axis comes first, and the last axis stays the last.
  batch: ([x], _isBatched, { shift }) => [roll(x, shift)],
};

/** The elements of the last axis moved on by `shift` places; what leaves at the end comes back in front. */
function roll(x: Tensor, shift: number): Tensor {
  // Checks stand before the gate: here the shape is that of one example, even under vmap.
  if (x.rank === 0) throw new RangeError("roll: a scalar has no axis to roll, got shape []; expand it first?");
  return bind(rollPrimitive, [x], { shift })[0];
}

const rows: PrimitiveCase[] = [1, -4].map((shift) => ({
  name: `roll by ${shift}`,
  inputs: [{ shape: [2, 3] }],
  run: (x) => roll(x, shift),
  reference: (x: number[][]) => x.map(([a, b, c]) => (shift === 1 ? [c!, a!, b!] : [b!, c!, a!])),
}));

test.each(rows)("$name", (row) => {
  checkValue(row, "float32");
  checkValue(row, "float64");
  checkDerivatives(row); // first and second order against differences, linearity, forward mode
  checkBatching(row); // vmap against a loop
});

// An operation on numbers needs less: align, broadcasting, shape, loop and batches come from the maker.
const cbrt = unary({
  name: "cbrt",
  accepts: "float",
  compute: (x: number) => Math.cbrt(x),
  // d cbrt(x) = dx / (3 cbrt(x)^2)
  vjp: (cotangent, _, root) => [() => divide(cotangent, multiply(square(root), 3))],
});

// ====================================================================================================================

test("README.md shows this code", () => {
  const read = (name: string): string => readFileSync(new URL(name, import.meta.url), "utf8");
  const shown = read("./own-primitive.test.ts").split(/^\/\/.*={40,}$/m)[1]!;
  expect(read("../README.md")).toContain(shown.trim());
});

test("a primitive of one's own works in every transform", () => {
  const x = tensor([1, 2, 3], { dtype: "float64" });
  expect(roll(x, 1).toArray()).toEqual([3, 1, 2]);
  // d/dx_i sum_j x_j x_(j-1) = x_(i-1) + x_(i+1)
  const neighbours = (t: Tensor): Tensor => sum(multiply(t, roll(t, 1)));
  expect(grad(neighbours)(x).toArray()).toEqual([5, 4, 3]);
  expect(hessian(neighbours)(x).toArray()).toEqual([
    [0, 1, 1],
    [1, 0, 1],
    [1, 1, 0],
  ]);
  expect(jvp((t: Tensor) => roll(t, 1), x, x)[1].toArray()).toEqual([3, 1, 2]);
  const batch = tensor([
    [1, 2, 3],
    [0, 0, 1],
  ]);
  expect(vmap(grad(neighbours))(batch).toArray()).toEqual([
    [5, 4, 3],
    [1, 1, 0],
  ]);
  expect(() => vmap((t: Tensor) => roll(t, 1))(x)).toThrow("roll: a scalar has no axis to roll");
});

test("an operation on numbers", () => {
  expect(cbrt(-8).item()).toBe(-2);
  const row: PrimitiveCase = {
    name: "cbrt",
    inputs: [{ low: 0.5, high: 3 }],
    run: cbrt,
    reference: (x: number[][]) => x.map((line) => line.map(Math.cbrt)),
  };
  checkValue(row, "float64");
  checkDerivatives(row);
  checkBatching(row);
});
