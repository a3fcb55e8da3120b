import { describe, expect, test } from "vitest";
import { DTypeError } from "../errors.ts";
import {
  correlation,
  KOLMOGOROV_LIMIT,
  kolmogorovDistance,
  meanScore,
  NORMAL_LIMIT,
} from "../testing/goodness-of-fit.ts";
import { randomKey } from "./random-key.ts";
import { uniform } from "./uniform.ts";

test("pinned: made by another implementation of the cipher", () => {
  expect(uniform(randomKey(42), [5]).toArray()).toEqual([
    0.4267275333404541, 0.06302016973495483, 0.1001582145690918, 0.8114628195762634, 0.1964380145072937,
  ]);
  expect(uniform(randomKey(42), [4], { dtype: "float64" }).toArray()).toEqual([
    0.42672756361231334, 0.10015824296670306, 0.19643803754070277, 0.3914102647530826,
  ]);
});

describe.each(["float32", "float64"] as const)("%s", (dtype) => {
  const x = uniform(randomKey(7), [200_000], { dtype }).dataSync();

  test("is spread evenly over [0, 1)", () => {
    expect(kolmogorovDistance(x, (u) => u)).toBeLessThan(KOLMOGOROV_LIMIT);
    expect(x.every((u: number) => u >= 0 && u < 1)).toBe(true);
    expect(Math.abs(meanScore(x, { mean: 1 / 2, variance: 1 / 12 }))).toBeLessThan(NORMAL_LIMIT);
    // u^2 has mean 1/3 and variance 4/45
    const squares = x.map((u: number) => u * u);
    expect(Math.abs(meanScore(squares, { mean: 1 / 3, variance: 4 / 45 }))).toBeLessThan(NORMAL_LIMIT);
  });

  test("uses every bit that the type has near 1", () => {
    const digits = dtype === "float32" ? 24 : 53;
    for (let bit = 1; bit <= digits; bit++) {
      const set = x.map((u: number) => Math.floor(u * 2 ** bit) % 2);
      expect(Math.abs(meanScore(set, { mean: 1 / 2, variance: 1 / 4 }))).toBeLessThan(NORMAL_LIMIT);
    }
    expect(x.every((u: number) => Number.isInteger(u * 2 ** digits))).toBe(true);
  });

  test.each([1, 2, 512, 1024])("numbers %d apart are not correlated", (lag) => {
    const score = correlation(x.subarray(0, -lag), x.subarray(lag), { mean: 1 / 2, variance: 1 / 12 });
    expect(Math.abs(score)).toBeLessThan(NORMAL_LIMIT);
  });

  test("is stretched to [low, high)", () => {
    const [low, high] = [-3, 5];
    const y = uniform(randomKey(7), [200_000], { low, high, dtype }).dataSync();
    expect(kolmogorovDistance(y, (v) => (v - low) / (high - low))).toBeLessThan(KOLMOGOROV_LIMIT);
    expect(y.every((v: number, i: number) => v >= low && v < high && Math.abs(v - (8 * x[i]! - 3)) < 1e-6)).toBe(true);
  });

  test.each([
    { low: 1, high: 1 + 2 ** -20, name: "a few numbers of float32" },
    { low: 1, high: 1 + 2 ** -23, name: "one number of float32" },
    { low: -1, high: -1 + 2 ** -23, name: "few below 0" },
    { low: -1e-45, high: 0, name: "one below 0" },
    { low: -1, high: 0, name: "up to 0" },
    { low: 1e7, high: 1e7 + 3, name: "far from 0" },
    { low: 0, high: 1e-44, name: "the smallest numbers" },
    { low: 0.1, high: 0.7, name: "bounds that are rounded" },
  ])("never reaches high: $name", ({ low, high }) => {
    const [from, to] = dtype === "float32" ? [Math.fround(low), Math.fround(high)] : [low, high];
    const y = uniform(randomKey(8), [20_000], { low, high, dtype }).dataSync();
    expect(y.every((v: number) => v >= from && v < to)).toBe(true);
  });
});

test("the last number before high is reached, where rounding would give high", () => {
  // 1 + u 2^-22 is rounded to one of 1, 1 + 2^-23 and 1 + 2^-22 = high, for the largest quarter of u
  const y = uniform(randomKey(9), [10_000], { low: 1, high: 1 + 2 ** -22 }).dataSync();
  expect(new Set(y)).toEqual(new Set([1, 1 + 2 ** -23]));
});

test("bounds are finite, in order, and of a floating-point type", () => {
  const key = randomKey(0);
  expect(() => uniform(key, [1], { low: 2, high: 1 })).toThrow(
    new RangeError("uniform: low must be below high, a finite distance apart in float32, got 2 and 1; exchange them?"),
  );
  for (const [low, high] of [
    [1, 1],
    [Number.NaN, 1],
    [0, Number.NaN],
    [0, Infinity],
    [-Infinity, 0],
    [0, 1e39],
    [1, 1 + 1e-12],
  ] as const)
    expect(() => uniform(key, [1], { low, high })).toThrow(RangeError);
  expect(() => uniform(key, [1], { low: -1e308, high: 1e308, dtype: "float64" })).toThrow(RangeError);
  expect(() => uniform(key, [1], { dtype: "int32" })).toThrow(DTypeError);
  expect(() => uniform(key, [-1])).toThrow("uniform: sizes must be integers from 0 up");
});
