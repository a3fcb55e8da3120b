import {
  abs,
  add,
  broadcastTo,
  cumsum,
  exp,
  expandDims,
  flip,
  less,
  matmul,
  maximum,
  mean,
  multiply,
  negate,
  reshape,
  slice,
  softmax,
  sort,
  sqrt,
  square,
  stack,
  subtract,
  sum,
  type Tensor,
  take,
  tanh,
  tensor,
  transpose,
  where,
} from "@adjoint/tensor";
import fc from "fast-check";
import { expect, test } from "vitest";
import { compile } from "./compile.ts";
import { interpreter } from "./interpreter.ts";
import { arenaTarget } from "./testing/arena-target.ts";

/** Operations on 3 x 3 matrices, so that any follows any. */
const unary: ((x: Tensor) => Tensor)[] = [
  negate,
  square,
  tanh,
  (x) => exp(negate(square(x))),
  (x) => sqrt(abs(x)),
  (x) => transpose(x),
  (x) => flip(x, { axis: 0 }),
  (x) => softmax(x),
  (x) => cumsum(x, { axis: 0 }),
  (x) => sort(x),
  (x) => multiply(x, 1),
  (x) => subtract(x, 0),
  (x) => add(x, 0.5),
  (x) => reshape(reshape(x, [9]), [3, 3]),
  (x) => broadcastTo(sum(x, { axis: 1, keepDims: true }), [3, 3]),
  (x) => subtract(x, mean(x)),
  (x) => take(x, tensor([2, 0, 1], { dtype: "int32" })),
  (x) => stack([0, 1, 2].map((i) => slice(x, [null, i]))),
  (x) =>
    matmul(
      x,
      tensor([
        [1, 2, 0],
        [0, 1, 0],
        [3, 0, 1],
      ]),
    ),
  (x) => expandDims(slice(x, [1]), 0),
];
const binary: ((x: Tensor, y: Tensor) => Tensor)[] = [
  add,
  subtract,
  multiply,
  maximum,
  matmul,
  (x, y) => where(less(x, y), x, negate(y)),
];

const square3 = (x: Tensor): Tensor => broadcastTo(x, [3, 3]);

const instruction = fc.oneof(
  fc.record({ kind: fc.constant("unary" as const), f: fc.nat(unary.length - 1), x: fc.nat() }),
  fc.record({ kind: fc.constant("binary" as const), f: fc.nat(binary.length - 1), x: fc.nat(), y: fc.nat() }),
);

test.each([interpreter, arenaTarget])("random programs give the bits of the eager ones: $name", (target) => {
  const inputs = [1, 2].map((seed) =>
    tensor(
      Float32Array.from({ length: 9 }, (_, i) => Math.sin(seed * 12.9898 + i * 78.233)),
      { shape: [3, 3] },
    ),
  ) as [Tensor, Tensor];
  fc.assert(
    fc.property(fc.array(instruction, { minLength: 1, maxLength: 25 }), fc.nat(), (program, pick) => {
      const f = (a: Tensor, b: Tensor): Tensor[] => {
        const values = [a, b];
        const at = (i: number): Tensor => values[i % values.length]!;
        for (const op of program)
          values.push(square3(op.kind === "unary" ? unary[op.f]!(at(op.x)) : binary[op.f]!(at(op.x), at(op.y))));
        return [values.at(-1)!, at(pick)];
      };
      const compiled = compile(f, { target });
      for (let run = 0; run < 2; run++) {
        const [eager, fast] = [f(...inputs), compiled(...inputs)];
        expect(fast.map((t) => [t.dtype, t.shape, ...t.dataSync()])).toEqual(
          eager.map((t) => [t.dtype, t.shape, ...t.dataSync()]),
        );
      }
    }),
    { numRuns: 300 },
  );
});
