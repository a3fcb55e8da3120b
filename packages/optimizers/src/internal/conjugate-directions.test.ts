import { describe, expect, test } from "vitest";
import { conjugateDirections } from "./conjugate-directions.ts";
import type { Trial } from "./line-search.ts";

const inner = (x: ArrayLike<number>, y: ArrayLike<number>): number =>
  Array.from(x).reduce((sum, xi, i) => sum + xi * y[i]!, 0);

const pointAt = (gradient: readonly number[], value = 0, step = 1, slope = 0): Trial => ({
  x: new Float64Array(gradient.length),
  value,
  gradient: Float64Array.from(gradient),
  step,
  slope,
});

test("on a quadratic with exact steps they are linear conjugate gradients, done after n steps", () => {
  const curvatures = [1, 1.5, 2, 3, 4];
  const gradientAt = (x: readonly number[]): number[] => x.map((xi, i) => curvatures[i]! * xi);
  const valueAt = (x: readonly number[]): number => inner(gradientAt(x), x) / 2;
  const directions = conjugateDirections();
  let x = [1, 1, 1, 1, 1];
  const seen: Float64Array[] = [];
  curvatures.forEach((_, step) => {
    const here = pointAt(gradientAt(x), valueAt(x));
    const { direction, firstStep } = directions.propose(here);
    for (const earlier of seen) {
      // conjugate: d A d' = 0
      const cosine = inner(gradientAt([...direction]), earlier) / (Math.hypot(...direction) * Math.hypot(...earlier));
      expect(Math.abs(cosine)).toBeLessThan(1e-10);
    }
    const exact = -inner(here.gradient, direction) / inner(gradientAt([...direction]), direction);
    if (step > 0) expect(firstStep).toBeGreaterThan(0);
    x = x.map((xi, i) => xi + exact * direction[i]!);
    directions.learn(here, pointAt(gradientAt(x), valueAt(x), exact), direction);
    seen.push(direction);
  });
  expect(Math.hypot(...x)).toBeLessThan(1e-12);
});

describe("by hand", () => {
  // from g = (3, 4) to g = (-0.8, 1.1): g g_last = 2, |g|^2 = 1.85, not orthogonal enough; (-0.8, 0.7): 0.4 of 1.13, neither
  const from = pointAt([3, 4], 10);

  test("beta of Polak and Ribiere", () => {
    const to = pointAt([-4, 3.2], 9.5); // g g_last = 0.8, |g|^2 = 26.24
    const directions = conjugateDirections();
    const { direction } = directions.propose(from);
    expect(direction).toEqual(Float64Array.of(-3, -4));
    directions.learn(from, to, direction);
    const beta = (26.24 - 0.8) / 25;
    const next = directions.propose(to);
    expect(next.direction[0]).toBeCloseTo(4 - 3 * beta, 14);
    expect(next.direction[1]).toBeCloseTo(-3.2 - 4 * beta, 14);
    // the first-order change 1.01 times what the value fell: twice over -slope
    const slope = -26.24 + beta * -0.8;
    expect(next.firstStep).toBeCloseTo((2.02 * 0.5) / -slope, 14);
  });

  test("starts again where gradients are not orthogonal, and never goes up", () => {
    for (const gradient of [
      [3, 4],
      [1, -0.4],
      [-0.8, 1.1],
    ]) {
      const directions = conjugateDirections();
      directions.learn(from, pointAt(gradient), Float64Array.of(-3, -4));
      expect(directions.propose(pointAt(gradient)).direction).toEqual(Float64Array.from(gradient, (g) => -g));
    }
    // a direction that was no descent: d = -g + beta d_last would lead up
    const directions = conjugateDirections();
    directions.learn(from, pointAt([-4, 3]), Float64Array.of(-40, 30));
    expect(directions.propose(pointAt([-4, 3])).direction).toEqual(Float64Array.of(4, -3));
  });

  test("a decrease that is lost in rounding is that of the parabola with the slopes", () => {
    const directions = conjugateDirections();
    // slopes -25 and 5 over a step of 0.1: (0.1 / 2) (25 - 5) = 1
    directions.learn(from, pointAt([-4, 3], 10, 0.1, 5), Float64Array.of(-3, -4));
    const next = pointAt([-4, 3]);
    const { direction, firstStep } = directions.propose(next);
    expect(firstStep).toBeCloseTo(2.02 / -inner(direction, next.gradient), 14);
  });

  test("forgets", () => {
    const directions = conjugateDirections();
    expect(directions.forget()).toBe(false);
    directions.learn(from, pointAt([-4, 3]), Float64Array.of(-3, -4));
    expect(directions.forget()).toBe(true);
    expect(directions.propose(pointAt([-4, 3]))).toEqual({ direction: Float64Array.of(4, -3), firstStep: 0.2 });
  });
});
