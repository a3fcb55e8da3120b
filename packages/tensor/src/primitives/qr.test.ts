import { describe, expect, test } from "vitest";
import { cast, DTypeError, eye, ShapeError, slice, tensor, zerosLike } from "../index.ts";
import { ruleOf } from "../testing/rule-of.ts";
import {
  inRoundings,
  matrixOf,
  oblongMatrices,
  orthonormalityError,
  randomMatrix,
  randomOrthogonal,
  squareMatrices,
} from "../testing/test-matrices.ts";
import { subtract } from "./arithmetic.ts";
import { matmul } from "./matmul.ts";
import { qr } from "./qr.ts";

describe.each([...squareMatrices, ...oblongMatrices])("%s", (_name, a) => {
  const [m, n] = a.shape as [number, number];
  const { q, r } = qr(a);

  test("A is Q R, Q has orthonormal columns", () => {
    expect([q.shape, r.shape]).toEqual([
      [m, Math.min(m, n)],
      [Math.min(m, n), n],
    ]);
    expect(inRoundings(subtract(matmul(q, r), a), a, Math.max(m, n))).toBeLessThan(4);
    expect(orthonormalityError(q)).toBeLessThan(4);
  });

  test("R is upper triangular, with nothing negative on its diagonal", () => {
    (r.toArray() as number[][]).forEach((row, i) => {
      expect(row[i]).toBeGreaterThanOrEqual(0);
      expect(row.slice(0, i).every((x) => x === 0)).toBe(true);
    });
  });
});

test("Q R of full rank is unique: the factors of a product come back", () => {
  const q = randomOrthogonal(6, 1);
  const r = matrixOf(6, 6, (i, j) => (j < i ? 0 : i === j ? 1 + i : Math.sin(i + 2 * j)));
  const got = qr(matmul(q, r));
  expect(inRoundings(subtract(got.q, q), q, 6)).toBeLessThan(20);
  expect(inRoundings(subtract(got.r, r), r, 6)).toBeLessThan(20);
});

test("each matrix of a batch is factored alone", () => {
  const a = randomMatrix([2, 3, 5, 4], 1);
  const { q, r } = qr(a);
  const one = qr(slice(a, [1, 2]));
  expect(slice(q, [1, 2]).toArray()).toEqual(one.q.toArray());
  expect(slice(r, [1, 2]).toArray()).toEqual(one.r.toArray());
  expect(qr(tensor([], { shape: [0, 3, 2] })).r.shape).toEqual([0, 2, 2]);
});

test("float32 is float64, rounded once at the end", () => {
  const a = cast(randomMatrix([5, 3], 1), "float32");
  const wide = qr(cast(a, "float64"));
  expect(qr(a).q).toEqual(cast(wide.q, "float32"));
  expect(qr(a).r).toEqual(cast(wide.r, "float32"));
});

test.each([
  [NaN, [2, 2]],
  [Infinity, [3, 2]],
  [-Infinity, [2, 3]],
])("a matrix with %d has NaN alone, shape %j", (x, [m, n]) => {
  const { q, r } = qr(matrixOf(m!, n!, (i, j) => (i + j === 0 ? x : 1)));
  for (const part of [q, r]) expect(part.dataSync().every(Number.isNaN)).toBe(true);
});

test("a dependent column has no gradient: asking for it throws", () => {
  const a = matrixOf(3, 2, (i) => i);
  const { r } = qr(a);
  expect(r.toArray()).toEqual([
    [Math.sqrt(5), Math.sqrt(5)],
    [0, 0],
  ]);
  expect(() => ruleOf("qr", qr, a)(a, zerosLike(r))).toThrow(RangeError);
});

test("other shapes and types throw", () => {
  expect(() => qr(tensor([1, 2]))).toThrow(ShapeError);
  expect(() => qr(eye(2, 2, "int32"))).toThrow(DTypeError);
});
