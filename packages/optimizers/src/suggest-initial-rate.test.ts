import { describe, expect, test } from "vitest";
import { type RateTrial, suggestInitialRate } from "./index.ts";

const trial = (rate: number, finalLoss: number): RateTrial => ({ rate, losses: [1, 1], finalLoss });

test("the best is the lowest final loss, the suggestion 1.25 times its rate", () => {
  const trials = [trial(0.01, 0.9), trial(0.1, 0.2), trial(1, 0.6)];
  expect(suggestInitialRate(trials)).toEqual({ best: 0.1, suggested: 0.125 });
  expect(suggestInitialRate(trials, { factor: 2 })).toEqual({ best: 0.1, suggested: 0.2 });
});

describe("a rate that did harm", () => {
  test("is never reached", () => {
    const { suggested } = suggestInitialRate([trial(0.1, 0.2), trial(0.11, Infinity), trial(5, Infinity)]);
    expect(suggested).toBeCloseTo(Math.sqrt(0.1 * 0.11), 15);
    for (const factor of [1.1, 1.25, 3, 1000]) {
      const limited = suggestInitialRate([trial(0.1, 0.2), trial(0.11, Infinity)], { factor }).suggested;
      expect(limited).toBeLessThan(0.11);
      expect(limited).toBeGreaterThan(0.1);
    }
  });

  test("is one that ended above where it began, too", () => {
    expect(suggestInitialRate([trial(0.1, 0.2), trial(0.12, 1.5)]).suggested).toBeCloseTo(Math.sqrt(0.1 * 0.12), 15);
    expect(suggestInitialRate([trial(0.1, 0.2), trial(0.12, 0.9)]).suggested).toBe(0.125);
  });

  test("does not matter below the best", () => {
    expect(suggestInitialRate([trial(0.01, Infinity), trial(0.1, 0.2)])).toEqual({ best: 0.1, suggested: 0.125 });
  });
});

test("fails when nothing converged", () => {
  expect(() => suggestInitialRate([trial(0.1, Infinity), trial(1, Infinity)])).toThrow(
    new RangeError("suggestInitialRate: all 2 rates diverged; try smaller ones"),
  );
  expect(() => suggestInitialRate([])).toThrow(RangeError);
  expect(() => suggestInitialRate([trial(0.1, 0.2)], { factor: 0 })).toThrow(RangeError);
});
