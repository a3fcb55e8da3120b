import { describe, expect, test } from "vitest";
import { inverseSquareRoot } from "./inverse-square-root.ts";

describe("inverseSquareRoot", () => {
  test("holds, then halves with every four times as many steps", () => {
    const schedule = inverseSquareRoot({ initial: 0.5, holdSteps: 100 });
    expect([0, 50, 100, 400, 1600, 10_000].map(schedule)).toEqual([0.5, 0.5, 0.5, 0.25, 0.125, 0.05]);
    expect(schedule(101)).toBeLessThan(0.5);
  });

  test("is that of T5, 1 / sqrt(max(n, k)), for initial = 1 / sqrt(k)", () => {
    const schedule = inverseSquareRoot({ initial: 0.01, holdSteps: 10_000 });
    for (const step of [0, 9999, 10_000, 12_345, 1e6])
      expect(schedule(step)).toBeCloseTo(1 / Math.sqrt(Math.max(step, 10_000)), 15);
  });
});
