import { describe, expect, test } from "vitest";
import { randomNumbers } from "../../tests/random-numbers.ts";
import { isIndependent, solveTriangular, triangularize } from "./triangularize.ts";

const problemOf = (columns: readonly (readonly number[])[], right: readonly number[]) => ({
  columns: columns.map((column) => Float64Array.from(column)),
  right: Float64Array.from(right),
});
const inner = (x: ArrayLike<number>, y: ArrayLike<number>): number =>
  Array.from(x).reduce((sum, xi, i) => sum + xi * y[i]!, 0);

describe("the triangle", () => {
  const random = randomNumbers(5);
  test.each([
    [1, 1],
    [3, 3],
    [9, 4],
    [40, 12],
  ])("of %s x %s random numbers has the same squares, and the least-squares solution", (rows, n) => {
    const problem = problemOf(
      Array.from({ length: n }, () => Array.from({ length: rows }, random)),
      Array.from({ length: rows }, random),
    );
    const triangle = triangularize(problem);
    // R^T R = A^T A, R^T c = A^T b, and nothing below the diagonal
    triangle.columns.forEach((r, j) => {
      r.forEach((entry, i) => i > j && expect(entry).toBe(0));
      triangle.columns.forEach((s, k) =>
        expect(inner(r, s)).toBeCloseTo(inner(problem.columns[j]!, problem.columns[k]!), 12),
      );
      expect(inner(r, triangle.right)).toBeCloseTo(inner(problem.columns[j]!, problem.right), 12);
    });
    // the residuals are orthogonal to the columns
    const x = solveTriangular(triangle);
    const residuals = problem.right.map(
      (b, i) => b - problem.columns.reduce((sum, column, j) => sum + column[i]! * x[j]!, 0),
    );
    for (const column of problem.columns) expect(Math.abs(inner(column, residuals))).toBeLessThan(1e-12);
  });

  test("is exact where the normal equations have lost everything (Lauchli's matrix)", () => {
    const epsilon = 1e-9; // 1 + epsilon^2 is 1 in double precision
    const problem = problemOf(
      [
        [1, epsilon, 0],
        [1, 0, epsilon],
      ],
      [2, epsilon, epsilon],
    );
    const x = solveTriangular(triangularize(problem));
    expect(x[0]).toBeCloseTo(1, 6);
    expect(x[1]).toBeCloseTo(1, 6);
  });

  test("keeps its digits for columns of any length", () => {
    for (const unit of [1e-200, 1, 1e200]) {
      const problem = problemOf(
        [
          [3 * unit, 4 * unit],
          [-4, 3],
        ],
        [5 - 4, 5 + 3],
      );
      const x = solveTriangular(triangularize(problem));
      expect(x[0]! * unit).toBeCloseTo((3 * 1 + 4 * 8) / 25, 13);
      expect(x[1]).toBeCloseTo((-4 * 1 + 3 * 8) / 25, 13);
    }
  });
});

test("columns that depend on those before them are found, columns in small units are not taken for them", () => {
  const columns = [
    [1, 2, 3],
    [2, 4, 6],
    [1e-8, 0, 1e-8],
    [0, 0, 0],
    [1 / 3, 2 / 3, 1],
  ];
  const triangle = triangularize(problemOf(columns, [1, 1, 1]));
  expect(triangle.columns).toHaveLength(5);
  expect(columns.map((_, j) => isIndependent(triangle, j))).toEqual([true, false, true, false, false]);
});

test("fewer rows than columns are filled with zeros", () => {
  const triangle = triangularize(problemOf([[3], [4]], [10]));
  expect(triangle.columns.map(({ length }) => length)).toEqual([2, 2]);
  expect(Math.abs(triangle.columns[0]![0]!)).toBeCloseTo(3, 14);
  expect(isIndependent(triangle, 1)).toBe(false);
});
