import { describe, expect, test } from "vitest";
import { exponentialDecay } from "./exponential-decay.ts";

describe("exponentialDecay", () => {
  test("multiplies by decayRate every transitionSteps, and by its root in between", () => {
    const schedule = exponentialDecay({ initial: 0.5, decayRate: 0.25, transitionSteps: 10 });
    expect([0, 5, 10, 20].map(schedule)).toEqual([0.5, 0.25, 0.125, 0.03125]);
  });

  test("has a constant ratio from step to step", () => {
    const schedule = exponentialDecay({ initial: 0.1, decayRate: 0.9 });
    for (let step = 0; step < 100; step++) expect(schedule(step + 1) / schedule(step)).toBeCloseTo(0.9, 12);
  });

  test("as a staircase holds the rate until the next transition", () => {
    const schedule = exponentialDecay({ initial: 0.5, decayRate: 0.25, transitionSteps: 10, staircase: true });
    expect([0, 5, 9.99, 10, 19, 20].map(schedule)).toEqual([0.5, 0.5, 0.5, 0.125, 0.125, 0.03125]);
  });
});
