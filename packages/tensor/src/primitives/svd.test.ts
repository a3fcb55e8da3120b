import { describe, expect, test } from "vitest";
import { cast, DTypeError, eye, norm, ShapeError, slice, tensor, zerosLike } from "../index.ts";
import type { Tensor } from "../tensor.ts";
import { ruleOf } from "../testing/rule-of.ts";
import {
  hilbert,
  inRoundings,
  matrixOf,
  oblongMatrices,
  orthonormalityError,
  randomMatrix,
  randomOrthogonal,
  secondDifferences,
  squareMatrices,
} from "../testing/test-matrices.ts";
import { multiply, subtract } from "./arithmetic.ts";
import { matmul } from "./matmul.ts";
import { swapLastAxes } from "./movement.ts";
import { determinant } from "./solve-determinant.ts";
import { svd } from "./svd.ts";

describe.each([...squareMatrices, ...oblongMatrices])("%s", (_name, a) => {
  const [m, n] = a.shape as [number, number];
  const [k, most] = [Math.min(m, n), Math.max(m, n)];
  const { u, s, v } = svd(a);

  test("A is U S V^T, U and V have orthonormal columns", () => {
    expect([u.shape, s.shape, v.shape]).toEqual([[m, k], [k], [n, k]]);
    expect(inRoundings(subtract(matmul(multiply(u, s), swapLastAxes(v)), a), a, most)).toBeLessThan(4);
    expect(orthonormalityError(u)).toBeLessThan(4);
    expect(orthonormalityError(v)).toBeLessThan(4);
  });

  test("the singular values descend and are not negative", () => {
    const values = s.dataSync();
    values.forEach((x, i) => {
      expect(x).toBeGreaterThanOrEqual(0);
      if (i > 0) expect(x).toBeLessThanOrEqual(values[i - 1]!);
    });
  });

  test("the largest entry of each column of v (of u for a wide matrix) is positive", () => {
    for (const column of swapLastAxes(m < n ? u : v).toArray() as number[][])
      expect(Math.max(...column)).toBeGreaterThanOrEqual(Math.max(...column.map(Math.abs)) * (1 - 1e-7));
  });
});

test("those of second differences are 2 - 2 cos(k pi / (n + 1))", () => {
  const n = 30;
  const exact = Array.from({ length: n }, (_, k) => 2 - 2 * Math.cos(((n - k) * Math.PI) / (n + 1)));
  const expected = tensor(exact, { dtype: "float64" });
  expect(inRoundings(subtract(svd(secondDifferences(n)).s, expected), expected, n)).toBeLessThan(1);
});

test("those of an orthogonal matrix are 1, of a diagonal one the sizes of its elements", () => {
  for (const x of svd(randomOrthogonal(15, 2)).s.dataSync()) expect(x).toBeCloseTo(1, 14);
  const elements = [3, -1e-30, 0, 1e20, -7];
  const diagonal = matrixOf(5, 5, (i, j) => (i === j ? elements[i]! : 0));
  expect(svd(diagonal).s.toArray()).toEqual([1e20, 7, 3, 1e-30, 0]);
});

test("small ones are right to many digits, where columns differ much", () => {
  // A = B D with B well conditioned: the relative accuracy does not suffer from D (Demmel, Veselic 1992)
  const scales = [1, 1e-20, 1e-40, 1e-60];
  const a = multiply(randomMatrix([4, 4], 3), tensor(scales, { dtype: "float64" }));
  const product = [...svd(a).s.dataSync()].reduce((total, x) => total * (x * 1e30), 1);
  expect(product / Math.abs(determinant(multiply(a, 1e30)).item())).toBeCloseTo(1, 12);
});

test("of a product of rank r, just r values are not 0 up to rounding", () => {
  const a = matmul(randomMatrix([9, 3], 1), randomMatrix([3, 7], 2));
  const s = svd(a).s.dataSync();
  expect(s[2]! / s[0]!).toBeGreaterThan(0.01);
  expect(s[3]! / s[0]!).toBeLessThan(9 * Number.EPSILON);
});

test("the product of the values of the Hilbert matrix is its determinant", () => {
  const product = [...svd(hilbert(6)).s.dataSync()].reduce((total, x) => total * x, 1);
  expect(product * 186313420339200000).toBeCloseTo(1, 8);
});

test("each matrix of a batch is decomposed alone", () => {
  const a = randomMatrix([2, 3, 5, 4], 1);
  const { u, s, v } = svd(a);
  const one = svd(slice(a, [1, 2]));
  expect(slice(u, [1, 2]).toArray()).toEqual(one.u.toArray());
  expect(slice(s, [1, 2]).toArray()).toEqual(one.s.toArray());
  expect(slice(v, [1, 2]).toArray()).toEqual(one.v.toArray());
  expect(svd(tensor([], { shape: [0, 2, 3] })).s.shape).toEqual([0, 2]);
});

test("float32 is float64, rounded once at the end", () => {
  const a = cast(randomMatrix([5, 3], 1), "float32");
  const wide = svd(cast(a, "float64"));
  const got = svd(a);
  expect([got.u, got.s, got.v]).toEqual([wide.u, wide.s, wide.v].map((x) => cast(x, "float32")));
});

test.each([NaN, Infinity])("a matrix with %d has NaN alone", (x) => {
  const { u, s, v } = svd(
    tensor([
      [1, x],
      [2, 3],
      [4, 5],
    ]),
  );
  for (const part of [u, s, v]) expect(part.dataSync().every(Number.isNaN)).toBe(true);
});

describe("where singular values are equal or 0, functions of them keep their gradient", () => {
  const gradientOf = (a: Tensor, ofS: (s: Tensor) => Tensor): Tensor => {
    const { u, s, v } = svd(a);
    return ruleOf("svd", svd, a)(zerosLike(u), ofS(s), zerosLike(v));
  };

  test.each([
    ["orthogonal", randomOrthogonal(5, 1)],
    ["identity", eye(4, 4, "float64")],
    ["rank 1", matmul(randomMatrix([6, 1], 1), randomMatrix([1, 4], 2))],
    ["zero", matrixOf(4, 3, () => 0)],
  ])("sum s^2 is the sum of squares: 2 A, %s", (_name, a) => {
    const expected = multiply(a, 2);
    expect(
      norm(
        subtract(
          gradientOf(a, (s) => multiply(s, 2)),
          expected,
        ),
      ).item(),
    ).toBeLessThan(1e-14);
  });

  test("the gradient of vectors is finite there", () => {
    const a = randomOrthogonal(4, 3);
    const { u, s, v } = svd(a);
    const gradient = ruleOf("svd", svd, a)(randomMatrix([4, 4], 1), zerosLike(s), randomMatrix([4, 4], 2));
    expect([u.shape, v.shape]).toEqual([gradient.shape, gradient.shape]);
    expect(norm(gradient).item()).toBeLessThan(1e-13);
  });

  test("nothing has a gradient of nothing", () => {
    const nothing = matrixOf(3, 0, () => 0);
    expect(gradientOf(nothing, (s) => s).shape).toEqual([3, 0]);
  });
});

test("other shapes and types throw", () => {
  expect(() => svd(tensor([1, 2]))).toThrow(ShapeError);
  expect(() => svd(eye(2, 2, "int32"))).toThrow(DTypeError);
});
