import { describe, expect, test } from "vitest";
import { errorFunction } from "../error-function.ts";
import { DTypeError } from "../errors.ts";
import { fromBuffer } from "../tensor.ts";
import {
  correlation,
  KOLMOGOROV_LIMIT,
  kolmogorovDistance,
  meanScore,
  NORMAL_LIMIT,
} from "../testing/goodness-of-fit.ts";
import { normal } from "./normal.ts";
import { randomKey } from "./random-key.ts";

// the error function has formulas of its own, unlike those of the quantile
const probability = (z: number): number => (1 + errorFunction(z / Math.SQRT2)) / 2;

test("pinned: quantiles in 40 digits of numbers from another implementation of the cipher", () => {
  const single = [-0.1847117450224935, -1.5299045351035228, -1.280650421961183, 0.8832999243640814];
  expect(normal(randomKey(42), [4]).toArray()).toEqual(single.map(Math.fround));
  const double = [-0.18471175182983554, -1.2806504160859566, -0.8544132417120567, -0.2756452692983566];
  normal(randomKey(42), [4], { dtype: "float64" })
    .dataSync()
    .forEach((z: number, i: number) => expect(Math.abs(z - double[i]!)).toBeLessThan(1e-15));
});

describe.each(["float32", "float64"] as const)("%s", (dtype) => {
  const z = normal(randomKey(11), [200_000], { dtype }).dataSync();

  test("is normal", () => {
    expect(kolmogorovDistance(z, probability)).toBeLessThan(KOLMOGOROV_LIMIT);
    // z^k has the moments 0, 1, 0, 3 and the variances E z^2k - (E z^k)^2 = 1, 2, 15, 96
    [
      [1, 0, 1],
      [2, 1, 2],
      [3, 0, 15],
      [4, 3, 96],
    ].forEach(([power, mean, variance]) => {
      const moment = z.map((x: number) => x ** power!);
      expect(Math.abs(meanScore(moment, { mean: mean!, variance: variance! }))).toBeLessThan(NORMAL_LIMIT);
    });
  });

  test.each([1, 2, 1024])("numbers %d apart are not correlated", (lag) => {
    const score = correlation(z.subarray(0, -lag), z.subarray(lag), { mean: 0, variance: 1 });
    expect(Math.abs(score)).toBeLessThan(NORMAL_LIMIT);
  });

  test("is moved and stretched", () => {
    const x = normal(randomKey(11), [1000], { mean: -3, standardDeviation: 0.5, dtype }).dataSync();
    x.forEach((value: number, i: number) => expect(Math.abs(value - (z[i]! / 2 - 3))).toBeLessThan(1e-6));
  });
});

test("no spread gives the mean", () => {
  expect(normal(randomKey(0), [3], { mean: 2, standardDeviation: 0 }).toArray()).toEqual([2, 2, 2]);
});

test("mean and standard deviation are checked", () => {
  const key = randomKey(0);
  expect(() => normal(key, [1], { standardDeviation: -1 })).toThrow(
    "normal: a finite mean and a standard deviation from 0 up are needed, got 0 and -1; check how they were computed?",
  );
  for (const standardDeviation of [Number.NaN, Infinity])
    expect(() => normal(key, [1], { standardDeviation })).toThrow(RangeError);
  expect(() => normal(key, [1], { mean: Number.NaN })).toThrow(RangeError);
  expect(() => normal(key, [1], { dtype: "int32" })).toThrow(DTypeError);
  expect(() => normal(fromBuffer(new Float32Array(2), { shape: [2], dtype: "float32" }), [1])).toThrow(DTypeError);
});
