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

/** One operation of a program, on values that were made before. */
const instruction = fc.oneof(
  fc.record({ kind: fc.constant("unary" as const), f: fc.nat(unary.length - 1), x: fc.nat() }),
  fc.record({ kind: fc.constant("binary" as const), f: fc.nat(binary.length - 1), x: fc.nat(), y: fc.nat() }),
);

/** A random function of two float32 matrices [3,3]: its last value, and one on the way. */
export const randomProgram: fc.Arbitrary<(a: Tensor, b: Tensor) => Tensor[]> = fc
  .tuple(fc.array(instruction, { minLength: 1, maxLength: 25 }), fc.nat())
  .map(([program, pick]) => (a: Tensor, b: Tensor): Tensor[] => {
    const values = [a, b];
    const at = (i: number): Tensor => values[i % values.length]!;
    for (const op of program)
      values.push(square3(op.kind === "unary" ? unary[op.f]!(at(op.x)) : binary[op.f]!(at(op.x), at(op.y))));
    return [values.at(-1)!, at(pick)];
  });

/** Two matrices to run it on. */
export const programInputs = (): [Tensor, Tensor] =>
  [1, 2].map((seed) =>
    tensor(
      Float32Array.from({ length: 9 }, (_, i) => Math.sin(seed * 12.9898 + i * 78.233)),
      { shape: [3, 3] },
    ),
  ) as [Tensor, Tensor]; // one for each seed
