import {
  abs,
  add,
  argMax,
  broadcastTo,
  concat,
  conv2d,
  cumsum,
  exp,
  expandDims,
  flip,
  layerNorm,
  less,
  logSumExp,
  matmul,
  max,
  maxPool2d,
  maximum,
  mean,
  min,
  multiply,
  negate,
  pad,
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
  takeAlongAxis,
  tanh,
  tensor,
  transpose,
  where,
} from "@adjoint/tensor";
import fc from "fast-check";

/** The numbers that go in, and those of programs, the same for each. */
const waves = (seed: number, length: number): number[] =>
  Array.from({ length }, (_, i) => Math.fround(Math.sin(seed * 12.9898 + i * 78.233)));

// all matrices of a program are square, of a side that is a multiple of 6
const sideOf = (x: Tensor): number => x.shape[0]!;
const matrix = (x: Tensor, seed: number, rows = sideOf(x)): Tensor =>
  tensor(waves(seed, rows * sideOf(x)), { shape: [rows, sideOf(x)], dtype: x.dtype });
const row = (x: Tensor, seed: number): Tensor => reshape(matrix(x, seed, 1), [sideOf(x)]);
/** An order of its rows. */
const mixed = (x: Tensor): number[] => Array.from({ length: sideOf(x) }, (_, i) => (5 * i + 2) % sideOf(x));
/** The shape of so many equal parts, one above the other. */
const inParts = (x: Tensor, parts: number): number[] => [parts, sideOf(x) / parts, sideOf(x)];
/** What a square in parts was reduced to, for each of its elements. */
const repeat = (reduced: Tensor, x: Tensor, parts: number): Tensor =>
  reshape(broadcastTo(reduced, inParts(x, parts)), x.shape);
const image = (x: Tensor): Tensor => reshape(x, [1, 1, ...x.shape]);
const relu = (x: Tensor): Tensor => where(less(x, 0), 0, x);

const border = [2, 1] as const;
const past = [border[0] + border[1]] as const;

/** Operations on square matrices, so that any follows any. */
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
  (x) => reshape(reshape(x, [-1]), x.shape),
  (x) => reshape(exp(negate(square(reshape(x, inParts(x, 3))))), x.shape),
  (x) => subtract(x, mean(x)),
  (x) => take(x, tensor(mixed(x), { dtype: "int32" })),
  (x) => stack(mixed(x).map((i) => slice(x, [null, i]))),
  (x) => matmul(x, matrix(x, 3)),
  (x) => expandDims(slice(x, [1]), 0),
  // reductions over any axes, and what is made of their results
  (x) => sum(x, { axis: 1, keepDims: true }),
  (x) => sum(x, { axis: 0 }),
  (x) => max(x, { axis: 1, keepDims: true }),
  (x) => min(x, { axis: 0 }),
  (x) => repeat(sum(reshape(tanh(x), inParts(x, 2)), { axis: [0, 2], keepDims: true }), x, 2),
  (x) => repeat(max(reshape(x, inParts(x, 3)), { axis: [1, 2], keepDims: true }), x, 3),
  (x) => logSumExp(x, { axis: -1, keepDims: true }),
  (x) => layerNorm(x, row(x, 4), row(x, 5)),
  (x) => {
    const centred = subtract(x, mean(x, { axis: 1, keepDims: true }));
    return add(centred, sum(square(centred), { axis: 0 }));
  },
  // movement, and elements by their indices
  (x) => concat([slice(x, [[2, null]]), slice(x, [[0, 2]])], { axis: 0 }),
  (x) => slice(pad(x, [border, border], { value: 0.25 }), [[1, sideOf(x) + 1], past]),
  (x) => takeAlongAxis(x, expandDims(argMax(matrix(x, 10), { axis: 1 }), 1)),
  // windows over an image
  (x) => reshape(conv2d(image(x), slice(image(matrix(x, 11)), [null, null, [0, 3], [0, 3]]), { padding: 1 }), x.shape),
  (x) => reshape(maxPool2d(image(x), { window: 3, stride: 1, padding: 1 }), x.shape),
  // products that end in a bias, an activation, a residual
  (x) => relu(add(matmul(x, matrix(x, 6)), row(x, 7))),
  (x) => add(x, multiply(tanh(add(matmul(x, matrix(x, 8)), row(x, 9))), 0.25)),
];
const binary: ((x: Tensor, y: Tensor) => Tensor)[] = [
  add,
  subtract,
  multiply,
  maximum,
  matmul,
  (x, y) => where(less(x, y), x, negate(y)),
  (x, y) => matmul(transpose(x), y),
  (x, y) => add(matmul(x, transpose(y)), y),
  // the gradient of a softmax y
  (x, y) => {
    const p = softmax(y);
    return multiply(p, subtract(x, sum(multiply(x, p), { axis: 1, keepDims: true })));
  },
  (x, y) => add(relu(matmul(x, y)), sum(y, { axis: 0 })),
];

/** One operation of a program, on values that were made before. */
const instruction = fc.oneof(
  fc.record({ kind: fc.constant("unary" as const), f: fc.nat(unary.length - 1), x: fc.nat() }),
  fc.record({ kind: fc.constant("binary" as const), f: fc.nat(binary.length - 1), x: fc.nat(), y: fc.nat() }),
);

/** A program: its last value, and one on the way. `after` is applied to the result of each operation. */
export type RandomProgram = (a: Tensor, b: Tensor, after?: (x: Tensor) => Tensor) => Tensor[];

/** A random function of two float32 square matrices. */
export const randomProgram: fc.Arbitrary<RandomProgram> = fc
  .tuple(fc.array(instruction, { minLength: 1, maxLength: 25 }), fc.nat())
  .map(
    ([program, pick]): RandomProgram =>
      (a, b, after = (x) => x) => {
        const values = [a, b];
        const at = (i: number): Tensor => values[i % values.length]!;
        for (const op of program) {
          const made = after(op.kind === "unary" ? unary[op.f]!(at(op.x)) : binary[op.f]!(at(op.x), at(op.y)));
          values.push(broadcastTo(made, a.shape));
        }
        return [values.at(-1)!, at(pick)];
      },
  );

/** Two matrices to run it on; their rows are of a vector and a half, so that whole and partial vectors are there. */
export const programInputs = (side = 6): [Tensor, Tensor] =>
  [1, 2].map((seed) => tensor(Float32Array.from(waves(seed, side ** 2)), { shape: [side, side] })) as [Tensor, Tensor];
