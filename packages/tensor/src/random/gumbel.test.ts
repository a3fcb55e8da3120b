import { expect, test } from "vitest";
import { DTypeError } from "../errors.ts";
import {
  correlation,
  KOLMOGOROV_LIMIT,
  kolmogorovDistance,
  meanScore,
  NORMAL_LIMIT,
} from "../testing/goodness-of-fit.ts";
import { gumbel } from "./gumbel.ts";
import { randomKey } from "./random-key.ts";

const EULER = 0.5772156649015329;
const VARIANCE = Math.PI ** 2 / 6;

test("pinned: -log(-log(1 - u)) in 40 digits, of numbers from another implementation of the cipher", () => {
  const single = [0.5862781989955858, 2.7319300565723537, 2.2486997984342683, -0.5119012586827401];
  expect(gumbel(randomKey(42), [4]).toArray()).toEqual(single.map(Math.fround));
  const double = [0.5862782073657744, 2.248699787564238, 1.5200499038413966, 0.6999484299985428];
  gumbel(randomKey(42), [4], { dtype: "float64" })
    .dataSync()
    .forEach((g: number, i: number) => expect(Math.abs(g - double[i]!)).toBeLessThan(1e-15));
});

test.each(["float32", "float64"] as const)("%s follows exp(-exp(-t))", (dtype) => {
  const g = gumbel(randomKey(17), [200_000], { dtype }).dataSync();
  expect(kolmogorovDistance(g, (t) => Math.exp(-Math.exp(-t)))).toBeLessThan(KOLMOGOROV_LIMIT);
  expect(Math.abs(meanScore(g, { mean: EULER, variance: VARIANCE }))).toBeLessThan(NORMAL_LIMIT);
  // the fourth central moment is 27/5 of the squared variance
  const squares = g.map((t: number) => (t - EULER) ** 2);
  expect(Math.abs(meanScore(squares, { mean: VARIANCE, variance: (22 / 5) * VARIANCE ** 2 }))).toBeLessThan(
    NORMAL_LIMIT,
  );
  const score = correlation(g.subarray(0, -1), g.subarray(1), { mean: EULER, variance: VARIANCE });
  expect(Math.abs(score)).toBeLessThan(NORMAL_LIMIT);
  expect(g.every((t: number) => t > -3.7 && t < 36.8)).toBe(true);
});

test("only floating-point types", () => {
  expect(() => gumbel(randomKey(0), [1], { dtype: "int32" })).toThrow(DTypeError);
});
