import { expect, test } from "vitest";
import { normalProbability } from "./normal-probability.ts";
import { normalQuantile } from "./normal-quantile.ts";

const agree = (got: number, expected: number, tolerance: number): void =>
  expect(Math.abs(got - expected)).toBeLessThanOrEqual(tolerance * Math.abs(expected));

// Roots of the error function in 40 digits (mpmath 1.3), on both sides of each change of formula.
test.each([
  [0.5000001, 2.506628273311648e-7],
  [0.6, 0.2533471031357997],
  [0.925, 1.4395314709384561],
  [0.9250001, 1.4395321773759004],
  [0.975, 1.9599639845400538],
  [0.999, 3.090232306167813],
  [1e-10, -6.361340902404056],
  [1.4e-11, -6.656723091518184],
  [1e-11, -6.706023155495136],
  [1e-20, -9.262340089798407],
  [1e-100, -21.273453560965326],
  [1e-300, -37.0470962993612],
])("the quantile of %d", (p, z) => agree(normalQuantile(p), z, p > 0.5 && p < 0.51 ? 1e-9 : 2e-15));

// The complementary error function in 40 digits (mpmath 1.3), on both sides of the change of formula.
test.each([
  [-37, 5.725571222524577e-300],
  [-20, 2.7536241186062337e-89],
  [-10, 7.619853024160525e-24],
  [-5, 2.866515718791939e-7],
  [-3, 0.0013498980316300946],
  [-1.5, 0.06680720126885807],
  [-1.4999, 0.0668201539998336],
  [-1, 0.15865525393145705],
  [-0.1, 0.460172162722971],
  [0, 0.5],
  [0.5, 0.6914624612740131],
  [1.96, 0.9750021048517795],
  [6, 0.9999999990134123],
])("the probability below %d", (z, p) => agree(normalProbability(z), p, z < -10 ? 2e-13 : 5e-15));

test("infinite bounds have the probabilities 0 and 1", () => {
  expect(normalProbability(-Infinity)).toBe(0);
  expect(normalProbability(Infinity)).toBe(1);
});

test("quantile and probability undo each other", () => {
  for (let i = 1; i < 2000; i++) agree(normalProbability(normalQuantile(i / 2000)), i / 2000, 2e-14);
  for (let e = 1; e < 300; e++) agree(normalProbability(normalQuantile(10 ** -e)), 10 ** -e, 1e-12);
});

test("the quantile is odd about 1/2 to the last bit, and rises", () => {
  let before = -Infinity;
  for (let i = 1; i < 4096; i++) {
    const z = normalQuantile(i / 4096);
    expect(z).toBe(0 - normalQuantile(1 - i / 4096));
    expect(z).toBeGreaterThan(before);
    before = z;
  }
});
