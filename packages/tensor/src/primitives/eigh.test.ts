import { describe, expect, test } from "vitest";
import { cast, DTypeError, eye, norm, ShapeError, slice, tensor, zerosLike } from "../index.ts";
import { symmetrize } from "../internal/symmetrize.ts";
import type { Tensor } from "../tensor.ts";
import { ruleOf } from "../testing/rule-of.ts";
import {
  hilbert,
  inRoundings,
  matrixOf,
  orthonormalityError,
  randomMatrix,
  secondDifferences,
  squareMatrices,
  symmetricOf,
} from "../testing/test-matrices.ts";
import { multiply, subtract } from "./arithmetic.ts";
import { eigh } from "./eigh.ts";
import { matmul } from "./matmul.ts";
import { swapLastAxes } from "./movement.ts";

describe.each(squareMatrices)("%s", (_name, x) => {
  const a = symmetrize(x);
  const n = a.shape[0]!;
  const { values, vectors } = eigh(a);

  test("A V is V diag(values), V is orthogonal", () => {
    const error = subtract(matmul(a, vectors), multiply(vectors, values));
    expect(inRoundings(error, a, n)).toBeLessThan(4);
    expect(orthonormalityError(vectors)).toBeLessThan(4);
  });

  test("the eigenvalues ascend", () => {
    const sorted = values.dataSync();
    for (let i = 1; i < n; i++) expect(sorted[i]).toBeGreaterThanOrEqual(sorted[i - 1]!);
  });

  test("the largest entry of each vector is positive", () => {
    for (const column of swapLastAxes(vectors).toArray() as number[][])
      expect(Math.max(...column)).toBeGreaterThanOrEqual(Math.max(...column.map(Math.abs)) * (1 - 1e-7));
  });

  test("x and its symmetric part are the same to it", () => {
    expect(eigh(x).values).toEqual(values);
  });
});

test.each([1, 2, 3, 10, 50])("the eigenvalues of %d second differences are 2 - 2 cos(k pi / (n + 1))", (n) => {
  const exact = Array.from({ length: n }, (_, k) => 2 - 2 * Math.cos(((k + 1) * Math.PI) / (n + 1)));
  const expected = tensor(exact, { dtype: "float64" });
  const { values, vectors } = eigh(secondDifferences(n));
  expect(inRoundings(subtract(values, expected), expected, n)).toBeLessThan(1);
  // the first vector is half a wave
  const wave = Array.from({ length: n }, (_, i) => Math.sqrt(2 / (n + 1)) * Math.sin(((i + 1) * Math.PI) / (n + 1)));
  (slice(vectors, [null, 0]).toArray() as number[]).forEach((x, i) => {
    expect(x).toBeCloseTo(wave[i]!, 12);
  });
});

test("a pair by hand", () => {
  const { values, vectors } = eigh(
    tensor(
      [
        [2, 1],
        [1, 2],
      ],
      { dtype: "float64" },
    ),
  );
  const half = expect.closeTo(Math.SQRT1_2, 15);
  expect(values.toArray()).toEqual([expect.closeTo(1, 15), expect.closeTo(3, 15)]);
  // of two entries of one size the first is positive
  expect(vectors.toArray()).toEqual([
    [half, half],
    [expect.closeTo(-Math.SQRT1_2, 15), half],
  ]);
});

test("given eigenvalues come back, also repeated and of very different size", () => {
  const given = [-3, -3, 0, 1e-8, 2, 2, 2, 1000];
  const got = eigh(symmetricOf(given, 5)).values.dataSync();
  given.forEach((x, i) => {
    expect(Math.abs(got[i]! - x)).toBeLessThan(8 * Number.EPSILON * 1000);
  });
});

test("the trace of the Hilbert matrix is the sum of its eigenvalues, all positive", () => {
  const values = [...eigh(hilbert(8)).values.dataSync()];
  const trace = Array.from({ length: 8 }, (_, i) => 1 / (2 * i + 1)).reduce((a, b) => a + b);
  expect(values.reduce((a, b) => a + b)).toBeCloseTo(trace, 14);
  expect(values[0]).toBeGreaterThan(0);
});

test("each matrix of a batch is decomposed alone", () => {
  const a = randomMatrix([2, 3, 4, 4], 1);
  const { values, vectors } = eigh(a);
  const one = eigh(slice(a, [1, 2]));
  expect(slice(values, [1, 2]).toArray()).toEqual(one.values.toArray());
  expect(slice(vectors, [1, 2]).toArray()).toEqual(one.vectors.toArray());
  expect(eigh(tensor([], { shape: [0, 3, 3] })).values.shape).toEqual([0, 3]);
});

test("float32 is float64, rounded once at the end", () => {
  const a = cast(secondDifferences(6), "float32");
  const [got, wide] = [eigh(a), eigh(cast(a, "float64"))];
  expect([got.values, got.vectors]).toEqual([cast(wide.values, "float32"), cast(wide.vectors, "float32")]);
});

test.each([NaN, Infinity])("a matrix with %d has NaN alone", (x) => {
  const { values, vectors } = eigh(
    tensor([
      [1, x],
      [x, 3],
    ]),
  );
  for (const part of [values, vectors]) expect(part.dataSync().every(Number.isNaN)).toBe(true);
});

describe("where eigenvalues are equal, functions of them keep their gradient", () => {
  const gradientOf = (a: Tensor, ofValues: (values: Tensor) => Tensor): Tensor => {
    const { values, vectors } = eigh(a);
    return ruleOf("eigh", eigh, a)(ofValues(values), zerosLike(vectors));
  };

  test.each([
    ["identity", eye(4, 4, "float64")],
    ["two values", symmetricOf([-1, -1, 2, 2, 2], 1)],
    ["zero", matrixOf(3, 3, () => 0)],
  ])("sum values^3 has 3 A^2, %s", (_name, a) => {
    const gradient = gradientOf(a, (values) => multiply(multiply(values, values), 3));
    expect(norm(subtract(gradient, multiply(matmul(a, a), 3))).item()).toBeLessThan(1e-13);
  });

  test("the terms of equal values are left out of the gradient of vectors, the others stay", () => {
    const a = symmetricOf([1, 1, 3], 2);
    const { values, vectors } = eigh(a);
    const given = randomMatrix([3, 3], 3);
    const gradient = ruleOf("eigh", eigh, a)(zerosLike(values), given);
    const inner = matmul(matmul(swapLastAxes(vectors), gradient), vectors).toArray() as number[][];
    const turned = matmul(swapLastAxes(vectors), given).toArray() as number[][];
    expect(Math.abs(inner[0]![1]!) + Math.abs(inner[1]![0]!)).toBeLessThan(1e-14);
    expect(inner[0]![2]).toBeCloseTo(turned[0]![2]! / 2, 13);
    expect(inner[2]![1]).toBeCloseTo(turned[2]![1]! / -2, 13);
  });

  test("nothing has a gradient of nothing", () => {
    expect(
      gradientOf(
        matrixOf(0, 0, () => 0),
        (values) => values,
      ).shape,
    ).toEqual([0, 0]);
  });
});

test("other shapes and types throw", () => {
  expect(() => eigh(tensor([1, 2]))).toThrow(ShapeError);
  expect(() => eigh(tensor([[1, 2]]))).toThrow(/^eigh: square matrices/);
  expect(() => eigh(eye(2, 2, "int32"))).toThrow(DTypeError);
});
