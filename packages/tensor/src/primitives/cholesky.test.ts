import { describe, expect, test } from "vitest";
import { cast, DTypeError, eye, ShapeError, stack, tensor } from "../index.ts";
import type { Tensor } from "../tensor.ts";
import { hilbert, inRoundings, matrixOf, randomMatrix, secondDifferences } from "../testing/test-matrices.ts";
import { add, multiply, subtract } from "./arithmetic.ts";
import { cholesky } from "./cholesky.ts";
import { matmul } from "./matmul.ts";
import { swapLastAxes } from "./movement.ts";

const definite = (n: number): Tensor => {
  const x = randomMatrix([n, n], n);
  return add(matmul(x, swapLastAxes(x)), eye(n, n, "float64"));
};

describe.each([
  ...[1, 2, 3, 8, 33, 64].map((n) => [`random ${n}`, definite(n)] as const),
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((n) => [`Hilbert ${n}`, hilbert(n)] as const),
  ["second differences", secondDifferences(30)] as const,
  ["huge", multiply(definite(4), 1e300)] as const,
  ["minute", multiply(definite(4), 1e-300)] as const,
  ["a transposed view", swapLastAxes(definite(5))] as const,
  ["empty", matrixOf(0, 0, () => 0)] as const,
])("%s", (_name, a) => {
  test("L L^T is A, and L is lower triangular with a positive diagonal", () => {
    const l = cholesky(a);
    const n = a.shape[0]!;
    expect(inRoundings(subtract(matmul(l, swapLastAxes(l)), a), a, n)).toBeLessThan(2);
    (l.toArray() as number[][]).forEach((row, i) => {
      expect(row[i]).toBeGreaterThan(0);
      expect(row.slice(i + 1).every((x) => x === 0)).toBe(true);
    });
  });
});

test("the factor of Pascal's matrix is Pascal's triangle", () => {
  const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k);
  const pascal = matrixOf(8, 8, (i, j) => choose(i + j, i));
  expect(cholesky(pascal)).toEqual(matrixOf(8, 8, (i, j) => (j > i ? 0 : choose(i, j))));
});

test("of a matrix that is not symmetric, the symmetric part is factored", () => {
  expect(
    cholesky(
      tensor([
        [4, 4],
        [0, 5],
      ]),
    ).toArray(),
  ).toEqual([
    [2, 0],
    [1, 2],
  ]);
});

test("each matrix of a batch is factored alone", () => {
  const [a, b] = [definite(3), hilbert(3)];
  const both = cholesky(stack([a, b]));
  expect(both.toArray()).toEqual([cholesky(a).toArray(), cholesky(b).toArray()]);
  expect(cholesky(tensor([], { shape: [0, 3, 3] })).shape).toEqual([0, 3, 3]);
});

test("float32 is float64, rounded once at the end", () => {
  const a = cast(definite(6), "float32");
  expect(cholesky(a)).toEqual(cast(cholesky(cast(a, "float64")), "float32"));
});

test("a matrix that is not positive definite throws and says where it stops to be", () => {
  const indefinite = tensor([
    [1, 2],
    [2, 1],
  ]);
  expect(() => cholesky(indefinite)).toThrow(RangeError);
  expect(() => cholesky(indefinite)).toThrow(
    "cholesky: a positive definite matrix is needed, got one whose leading 2 x 2 block is not; add a multiple of eye?",
  );
  expect(() => cholesky(tensor([[0]]))).toThrow("leading 1 x 1 block");
});

test("NaN passes through", () => {
  expect(
    cholesky(
      tensor([
        [NaN, 0],
        [0, 1],
      ]),
    ).toArray(),
  ).toEqual([
    [NaN, 0],
    [NaN, NaN],
  ]);
});

test("other shapes and types throw", () => {
  expect(() => cholesky(tensor([[1, 2, 3]]))).toThrow(ShapeError);
  expect(() => cholesky(tensor([1]))).toThrow(/^cholesky: a matrix is needed/);
  expect(() => cholesky(eye(2, 2, "int32"))).toThrow(DTypeError);
});
