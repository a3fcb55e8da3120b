import { describe, expect, test } from "vitest";
import { randomNumbers } from "../../tests/random-numbers.ts";
import { lbfgsDirections } from "./lbfgs-directions.ts";
import type { Point, Trial } from "./line-search.ts";

type Matrix = number[][];
const product = (a: Matrix, b: Matrix): Matrix =>
  a.map((row) => b[0]!.map((_, j) => row.reduce((sum, x, k) => sum + x * b[k]![j]!, 0)));
const identity = (n: number, scale = 1): Matrix =>
  Array.from({ length: n }, (_, i) => Array.from({ length: n }, (__, j) => (i === j ? scale : 0)));
const inner = (x: readonly number[], y: readonly number[]): number => x.reduce((sum, xi, i) => sum + xi * y[i]!, 0);

/** H <- (I - rho s y^T) H (I - rho y s^T) + rho s s^T, NW eq. 6.17, as matrices. */
function update(h: Matrix, s: readonly number[], y: readonly number[]): Matrix {
  const rho = 1 / inner(s, y);
  const left = identity(s.length).map((row, i) => row.map((x, j) => x - rho * s[i]! * y[j]!));
  const right = identity(s.length).map((row, i) => row.map((x, j) => x - rho * y[i]! * s[j]!));
  return product(product(left, h), right).map((row, i) => row.map((x, j) => x + rho * s[i]! * s[j]!));
}

const pointAt = (x: readonly number[], gradient: readonly number[]): Trial => ({
  x: Float64Array.from(x),
  value: 0,
  gradient: Float64Array.from(gradient),
  step: 1,
  slope: -1,
});

/** Points of a random walk with the gradients of a quadratic whose Hessian is not diagonal. */
function walk(n: number, steps: number, curvature = 1): Trial[] {
  const random = randomNumbers(7);
  const root: Matrix = Array.from({ length: n }, () => Array.from({ length: n }, random));
  const hessian = product(
    root,
    root[0]!.map((_, j) => root.map((row) => row[j]!)),
  );
  return Array.from({ length: steps + 1 }, () => {
    const x = Array.from({ length: n }, random);
    return pointAt(
      x,
      hessian.map((row, i) => curvature * (inner(row, x) + x[i]!)),
    );
  });
}

const changeOf = (from: Point, to: Point, key: "x" | "gradient"): number[] =>
  [...to[key]].map((value, i) => value - from[key][i]!);

describe("the two-loop recursion is the product with the explicit matrix", () => {
  test.each([
    [4, 1],
    [4, 3],
    [4, 10],
    [7, 5],
  ])("of %s parameters with a memory of %s", (n, memory) => {
    const points = walk(n, 12);
    const directions = lbfgsDirections(memory);
    points.slice(1).forEach((to, k) => {
      directions.learn(points[k]!, to, to.x);
      const kept = points.slice(Math.max(0, k + 1 - memory), k + 2);
      const pairs = kept
        .slice(1)
        .map((p, i) => [changeOf(kept[i]!, p, "x"), changeOf(kept[i]!, p, "gradient")] as const);
      const [s, y] = pairs.at(-1)!;
      const h = pairs.reduce((matrix, pair) => update(matrix, ...pair), identity(n, inner(s, y) / inner(y, y)));
      const expected = h.map((row) => -inner(row, [...to.gradient]));
      const { direction, firstStep } = directions.propose(to);
      expect(firstStep).toBe(1);
      const size = Math.hypot(...expected);
      expected.forEach((d, i) => expect(Math.abs(direction[i]! - d)).toBeLessThanOrEqual(1e-12 * size));
    });
  });
});

test("with as many pairs as parameters it finds the minimum of a quadratic at once", () => {
  // steps along the conjugate directions of a diagonal Hessian: H is its inverse then
  const curvatures = [2, 5, 11];
  const directions = lbfgsDirections(3);
  let here = pointAt([1, 1, 1], curvatures);
  for (const axis of [0, 1, 2]) {
    const x = [...here.x].map((xi, i) => (i === axis ? xi + 0.5 : xi));
    const next = pointAt(
      x,
      x.map((xi, i) => curvatures[i]! * xi),
    );
    directions.learn(here, next, here.x);
    here = next;
  }
  const { direction } = directions.propose(here);
  direction.forEach((d, i) => expect(d).toBeCloseTo(-here.x[i]!, 14));
});

test("without a memory it is the steepest direction, and a step no longer than 1", () => {
  const directions = lbfgsDirections(5);
  expect(directions.forget()).toBe(false);
  expect(directions.propose(pointAt([0, 0], [3, 4]))).toEqual({ direction: Float64Array.of(-3, -4), firstStep: 0.2 });
  expect(directions.propose(pointAt([0, 0], [0.3, 0])).firstStep).toBe(1);
  const [a, b] = walk(2, 1) as [Trial, Trial];
  directions.learn(a, b, a.x);
  expect(directions.propose(b).direction).not.toEqual(b.gradient.map((g) => -g));
  expect(directions.forget()).toBe(true);
  expect(directions.propose(b).direction).toEqual(b.gradient.map((g) => -g));
});

test("pairs with little or negative curvature are skipped, whatever the units", () => {
  for (const unit of [1e-100, 1, 1e100]) {
    const directions = lbfgsDirections(5);
    const from = pointAt([0, 0], [1, 1]);
    // s y = -1, 0, 1e-11 |s| |y|
    for (const change of [
      [-1, 0],
      [0, 1],
      [1e-11, 1],
    ])
      directions.learn(
        from,
        pointAt(
          [unit, 0],
          change.map((c) => 1 + c),
        ),
        from.x,
      );
    expect(directions.forget()).toBe(false);
    directions.learn(from, pointAt([unit, 0], [1 + 1e-9, 1 + 1]), from.x);
    expect(directions.forget()).toBe(true);
  }
});
