import { expect, test } from "vitest";
import { productOf, scaleOf } from "./powers-of-two.ts";

test("only the product itself over- or underflows, however many factors there are", () => {
  const many = (x: number): number[] => new Array<number>(4000).fill(x);
  expect(productOf([...many(1.5), ...many(1 / 1.5)])).toBeCloseTo(1, 11);
  expect(productOf([...many(1e300), ...many(1e-300), -3])).toBeCloseTo(-3, 11);
  expect(productOf(many(2))).toBe(Infinity);
  expect(productOf(many(0.5))).toBe(0);
  expect(productOf([...many(2), 0])).toBe(0);
});

test("of none it is 1; special factors act as in any product", () => {
  expect(productOf([])).toBe(1);
  expect(productOf([2, NaN])).toBeNaN();
  expect(productOf([-2, Infinity])).toBe(-Infinity);
  expect(productOf([5e-324, 2])).toBe(1e-323);
  expect(productOf([Number.MAX_VALUE])).toBe(Number.MAX_VALUE);
});

test("a scale is a power of two, and brings every matrix near 1", () => {
  for (const x of [1, 3, 0.1, 1e300, 1e-300]) {
    const scale = scaleOf(Float64Array.of(x / 10, -x));
    expect(x / scale).toBeGreaterThanOrEqual(0.5);
    expect(x / scale).toBeLessThan(2);
    expect(Number.isInteger(Math.log2(scale))).toBe(true);
  }
  expect(Number.isFinite(5e-324 / scaleOf(Float64Array.of(5e-324)))).toBe(true);
  expect(scaleOf(new Float64Array(3))).toBe(1);
  expect(scaleOf(Float64Array.of(1, NaN))).toBeNaN();
  expect(scaleOf(Float64Array.of(1, -Infinity))).toBeNaN();
});
