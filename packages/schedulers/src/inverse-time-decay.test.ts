import { describe, expect, test } from "vitest";
import { inverseTimeDecay } from "./inverse-time-decay.ts";
import { robbinsMonro } from "./robbins-monro.ts";

describe("inverseTimeDecay", () => {
  test("divides by 1 + decayRate step / transitionSteps", () => {
    const schedule = inverseTimeDecay({ initial: 1, decayRate: 0.5, transitionSteps: 10 });
    expect([0, 10, 20, 60].map(schedule)).toEqual([1, 1 / 1.5, 0.5, 0.25]);
    expect(schedule(5)).toBe(0.8);
  });

  test("as a staircase holds the rate until the next transition", () => {
    const schedule = inverseTimeDecay({ initial: 1, decayRate: 1, transitionSteps: 4, staircase: true });
    expect([0, 3, 4, 7, 8, 12].map(schedule)).toEqual([1, 1, 0.5, 0.5, 1 / 3, 0.25]);
  });

  test("is robbinsMonro of power 1", () => {
    const schedule = inverseTimeDecay({ initial: 0.1, decayRate: 0.25, transitionSteps: 8 });
    const same = robbinsMonro({ initial: 0.1, offset: 32 });
    for (let step = 0; step < 200; step++) expect(schedule(step)).toBeCloseTo(same(step), 15);
  });
});
