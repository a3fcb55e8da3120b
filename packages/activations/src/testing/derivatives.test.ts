import { gradcheck, vmap } from "@adjoint/autodiff";
import { DTypeError, expandDims, type Tensor, tensor, transpose, zeros } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { activationCases } from "./activation-cases.ts";

/** From -6 to 6, 0 included, and around every kink of the table. */
const grid = Array.from({ length: 49 }, (_, i) => (i - 24) / 4);

describe.each(activationCases.map((row) => [row.name, row] as const))("%s", (_, { activate, kinks, bends }) => {
  const rough = [...kinks.map(([x]) => x), ...bends];
  const smooth = grid.filter((x) => rough.every((kink) => Math.abs(x - kink) > 0.02));

  test("first and second derivatives are those of differences", () => {
    expect(smooth.length).toBeGreaterThan(40);
    expect(smooth.includes(0)).toBe(!rough.includes(0));
    gradcheck(activate, [tensor(smooth, { dtype: "float64" })]);
  });

  test("views, batches and no elements at all", () => {
    const x = tensor(smooth.slice(0, 12), { shape: [3, 4], dtype: "float64" });
    const turned = activate(transpose(x));
    expect(turned.shape).toEqual([4, 3]);
    expect(transpose(turned).toArray()).toEqual(activate(x).toArray());
    expect(vmap(activate)(x).toArray()).toEqual(activate(x).toArray());
    expect(activate(expandDims(x, 0)).shape).toEqual([1, 3, 4]);
    expect(activate(zeros([0, 3])).shape).toEqual([0, 3]);
    expect(activate(tensor(0.25)).shape).toEqual([]);
  });

  test("integers and booleans throw, and the message names cast", () => {
    for (const dtype of ["int32", "uint8", "bool"] as const) {
      const x: Tensor = tensor([0, 1], { dtype });
      expect(() => activate(x)).toThrow(DTypeError);
      expect(() => activate(x)).toThrow(/cast\(x, "float32"\)/);
    }
  });
});

const withBends = activationCases.filter(({ bends }) => bends.length > 0);

test.each(withBends.map((row) => [row.name, row] as const))(
  "%s: the first derivative where the second jumps",
  (_, row) => {
    // there a difference over a step h errs by about h
    gradcheck(row.activate, [tensor(row.bends, { dtype: "float64" })], { order: 1, step: 1e-7 });
  },
);
