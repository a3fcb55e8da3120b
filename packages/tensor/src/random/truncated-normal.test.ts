import { describe, expect, test } from "vitest";
import type { Numbers } from "../dtype.ts";
import { errorFunction } from "../error-function.ts";
import { DTypeError } from "../errors.ts";
import {
  chiSquare,
  countsOf,
  KOLMOGOROV_LIMIT,
  kolmogorovDistance,
  meanScore,
  NORMAL_LIMIT,
} from "../testing/goodness-of-fit.ts";
import { normal } from "./normal.ts";
import { randomKey } from "./random-key.ts";
import { truncatedNormal } from "./truncated-normal.ts";

const probability = (z: number): number => (1 + errorFunction(z / Math.SQRT2)) / 2;

test("pinned: quantiles in 40 digits of numbers from another implementation of the cipher", () => {
  const expected = [-0.17621764562303244, -1.1832696572392702, -0.8055534750793087, -0.2628032127499161];
  truncatedNormal(randomKey(42), [4], { dtype: "float64" })
    .dataSync()
    .forEach((z: number, i: number) => expect(Math.abs(z - expected[i]!)).toBeLessThan(1e-14));
});

describe.each(["float32", "float64"] as const)("%s", (dtype) => {
  const rounded = (x: number): number => (dtype === "float32" ? Math.fround(x) : x);
  const isWithin = (z: Numbers, low: number, high: number): boolean =>
    z.every((x: number) => x >= rounded(low) && x <= rounded(high) && Number.isFinite(x));

  test.each([
    [-2, 2],
    [-1, 3],
    [-3, 1],
    [0.5, 0.75],
    [-Infinity, -1],
    [1, Infinity],
    [-10, 9],
  ])("is the part of the normal distribution between %d and %d", (low, high) => {
    const z = truncatedNormal(randomKey(12), [100_000], { low, high, dtype }).dataSync();
    const [from, to] = [probability(low), probability(high)];
    expect(kolmogorovDistance(z, (x) => (probability(x) - from) / (to - from))).toBeLessThan(KOLMOGOROV_LIMIT);
    expect(isWithin(z, low, high)).toBe(true);
  });

  // deciles of the distribution above 8, in 40 digits (mpmath 1.3): its probability is 6e-16
  const deciles = [
    8.012963049607272, 8.027430441718826, 8.043801652928055, 8.062660677918652, 8.084911007391543, 8.112062511772312,
    8.146937123182049, 8.195845193058592, 8.278803341691198,
  ];
  test.each([1, -1])("is right far out, on the side of %d", (side) => {
    const bounds = side > 0 ? { low: 8, high: Infinity } : { low: -Infinity, high: -8 };
    const z = truncatedNormal(randomKey(13), [100_000], { ...bounds, dtype }).dataSync();
    const bins = Int32Array.from(z, (x) => deciles.filter((decile) => side * x > decile).length);
    // chi-square with 9 degrees of freedom: below 0.22 or above 44.9 once in a million each
    const value = chiSquare(countsOf(bins, 10));
    expect(value).toBeGreaterThan(0.22);
    expect(value).toBeLessThan(44.9);
  });

  test("an interval far out, a narrow one and a straddling one keep their bounds", () => {
    for (const [low, high] of [
      [37, 37.5],
      [-37.5, -37],
      [1, 1 + 1e-9],
      [-1e-6, 1e-6],
      [-Infinity, 37],
    ] as const) {
      const z = truncatedNormal(randomKey(14), [5000], { low, high, dtype }).dataSync();
      expect(isWithin(z, low, high)).toBe(true);
      if (dtype === "float64") expect(new Set(z).size).toBeGreaterThan(4900);
    }
  });
});

test("between -2 and 2 the standard deviation is 0.8796 of the one before the cut", () => {
  const z = truncatedNormal(randomKey(15), [200_000], { dtype: "float64" }).dataSync();
  const density = Math.exp(-2) / Math.sqrt(2 * Math.PI);
  const mass = probability(2) - probability(-2);
  const variance = 1 - (4 * density) / mass;
  expect(Math.sqrt(variance)).toBeCloseTo(0.8796, 4);
  // E z^4 of the part within +-c is 3 E z^2 - 2 c^3 density / mass
  const fourth = 3 * variance - (16 * density) / mass;
  const squares = z.map((x: number) => x * x);
  expect(Math.abs(meanScore(squares, { mean: variance, variance: fourth - variance ** 2 }))).toBeLessThan(NORMAL_LIMIT);
});

test("without bounds it is the normal distribution, and it is moved and stretched like it", () => {
  const options = { mean: 4, standardDeviation: 3, dtype: "float64" } as const;
  const whole = truncatedNormal(randomKey(3), [100], { ...options, low: -Infinity, high: Infinity });
  expect(whole.toArray()).toEqual(normal(randomKey(3), [100], options).toArray());
  const part = truncatedNormal(randomKey(3), [1000], { ...options, low: -1, high: 0.5 }).dataSync();
  expect(part.every((x: number) => x >= 1 && x <= 5.5)).toBe(true);
});

test("options are checked", () => {
  const key = randomKey(0);
  expect(() => truncatedNormal(key, [1], { low: 1, high: -1 })).toThrow(
    "truncatedNormal: low must be below high and some of the distribution between, got 1 and -1; are they in standard deviations?",
  );
  for (const [low, high] of [
    [1, 1],
    [Number.NaN, 1],
    [0, Number.NaN],
    [40, 41],
    [-41, -40],
    [Infinity, Infinity],
  ] as const)
    expect(() => truncatedNormal(key, [1], { low, high })).toThrow(RangeError);
  expect(() => truncatedNormal(key, [1], { standardDeviation: -1 })).toThrow("truncatedNormal: a finite mean");
  expect(() => truncatedNormal(key, [1], { dtype: "bool" })).toThrow(DTypeError);
});
