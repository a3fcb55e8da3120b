import { eye } from "../creation/eye.ts";
import { tensor } from "../creation/tensor.ts";
import { norm } from "../operations/statistics.ts";
import { multiply, subtract } from "../primitives/arithmetic.ts";
import { broadcastTo } from "../primitives/broadcast.ts";
import { matmul } from "../primitives/matmul.ts";
import { swapLastAxes } from "../primitives/movement.ts";
import { qr } from "../primitives/qr.ts";
import { type Shape, sizeOf } from "../shape.ts";
import type { Tensor } from "../tensor.ts";

/** A float64 matrix by a formula for element (i, j). */
export const matrixOf = (rows: number, columns: number, element: (i: number, j: number) => number): Tensor =>
  tensor(
    Float64Array.from({ length: rows * columns }, (_, p) => element(Math.floor(p / columns), p % columns)),
    { shape: [rows, columns] },
  );

/** Uniform in (-1, 1), float64, by a multiplicative generator (Park, Miller 1988). */
export function randomMatrix(shape: Shape, seed: number): Tensor {
  let state = seed + 1;
  const next = (): number => {
    state = (state * 16807) % 2147483647;
    return (2 * state) / 2147483647 - 1;
  };
  for (let i = 0; i < 5; i++) next();
  return tensor(Float64Array.from({ length: sizeOf(shape) }, next), { shape });
}

/** An orthogonal matrix without structure. */
export const randomOrthogonal = (n: number, seed: number): Tensor => qr(randomMatrix([n, n], seed)).q;

/** A symmetric matrix of given eigenvalues, up to rounding. */
export function symmetricOf(eigenvalues: readonly number[], seed: number): Tensor {
  const q = randomOrthogonal(eigenvalues.length, seed);
  const half = matmul(multiply(q, tensor([...eigenvalues], { dtype: "float64" })), swapLastAxes(q));
  return multiply(subtract(half, multiply(swapLastAxes(half), -1)), 0.5);
}

/** 1 / (i + j + 1): the condition grows like e^(3.5 n). */
export const hilbert = (n: number): Tensor => matrixOf(n, n, (i, j) => 1 / (i + j + 1));

/** 2 on the diagonal and -1 beside it: eigenvalues 2 - 2 cos(k pi / (n + 1)), k = 1 ... n. */
export const secondDifferences = (n: number): Tensor =>
  matrixOf(n, n, (i, j) => (i === j ? 2 : Math.abs(i - j) === 1 ? -1 : 0));

/** |error| / |size| in units of n epsilon (float64), Frobenius norms; 0 for two zeros. */
export function inRoundings(error: Tensor, size: Tensor, n: number): number {
  const [numerator, denominator] = [norm(error).item(), norm(size).item()];
  return numerator === 0 ? 0 : numerator / denominator / (n * Number.EPSILON);
}

/** How far the columns are from orthonormal, in units of n epsilon. */
export function orthonormalityError(q: Tensor): number {
  const columns = q.shape.at(-1)!;
  const gram = matmul(swapLastAxes(q), q);
  const identity = broadcastTo(eye(columns, columns, "float64"), gram.shape);
  return inRoundings(subtract(gram, identity), identity, q.shape.at(-2)!);
}

type Named = readonly [name: string, matrix: Tensor];

const sizes = [1, 2, 3, 5, 8, 33, 64];

/** Square matrices on which factorisations go wrong, if they do. */
export const squareMatrices: readonly Named[] = [
  ...sizes.map((n): Named => [`random ${n}`, randomMatrix([n, n], n)]),
  ...[2, 4, 6, 8].map((n): Named => [`Hilbert ${n}`, hilbert(n)]),
  ["identity", matrixOf(5, 5, (i, j) => Number(i === j))],
  ["exchange", matrixOf(5, 5, (i, j) => Number(i + j === 4))],
  ["orthogonal", randomOrthogonal(9, 3)],
  ["zero", matrixOf(4, 4, () => 0)],
  ["ones", matrixOf(6, 6, () => 1)],
  ["rank 2", matmul(randomMatrix([7, 2], 1), randomMatrix([2, 7], 2))],
  ["two eigenvalues, repeated", symmetricOf([-1, -1, -1, 2, 2, 2, 2], 4)],
  ["second differences", secondDifferences(20)],
  ["no diagonal", matrixOf(9, 9, (i, j) => Number(Math.abs(i - j) === 1))],
  ["graded down", matrixOf(8, 8, (i, j) => (1 + ((7 * i + 3 * j) % 5)) / 1000 ** (i + j))],
  ["graded up", matrixOf(8, 8, (i, j) => (1 + ((7 * i + 3 * j) % 5)) / 1000 ** (14 - i - j))],
  ["barely coupled", matrixOf(4, 4, (i, j) => (i === j ? Number(i < 1) : Math.abs(i - j) === 1 ? 1e-200 : 0))],
  ["huge", multiply(randomMatrix([5, 5], 5), 1e300)],
  ["minute", multiply(randomMatrix([5, 5], 6), 1e-300)],
  ["transposed view", swapLastAxes(randomMatrix([6, 6], 7))],
  ["empty", matrixOf(0, 0, () => 0)],
];

/** More rows than columns, or fewer. */
export const oblongMatrices: readonly Named[] = [
  ["a row", randomMatrix([1, 7], 1)],
  ["a column", randomMatrix([7, 1], 2)],
  ["tall", randomMatrix([40, 6], 3)],
  ["wide", randomMatrix([6, 40], 4)],
  ["nearly square", randomMatrix([33, 32], 5)],
  ["tall, rank 1", matmul(randomMatrix([9, 1], 6), randomMatrix([1, 4], 7))],
  ["wide, rank 1", matmul(randomMatrix([4, 1], 8), randomMatrix([1, 9], 9))],
  ["tall, zero", matrixOf(5, 3, () => 0)],
  ["wide, first columns equal", matrixOf(3, 5, (i, j) => (j < 2 ? i + 1 : i * j))],
  ["transposed view", swapLastAxes(randomMatrix([3, 8], 10))],
  ["no rows", matrixOf(0, 3, () => 0)],
  ["no columns", matrixOf(3, 0, () => 0)],
];
