import { expect, test } from "vitest";
import { exponentialDecay } from "./exponential-decay.ts";
import { stepDecay } from "./step-decay.ts";

test("stepDecay jumps every stepSize", () => {
  const schedule = stepDecay({ initial: 1, decayRate: 0.5, stepSize: 3 });
  expect([0, 1, 2, 3, 5, 6, 9].map(schedule)).toEqual([1, 1, 1, 0.5, 0.5, 0.25, 0.125]);
});

test("stepDecay is exponentialDecay as a staircase", () => {
  const schedule = stepDecay({ initial: 0.1, decayRate: 0.7, stepSize: 7 });
  const staircase = exponentialDecay({ initial: 0.1, decayRate: 0.7, transitionSteps: 7, staircase: true });
  for (let step = 0; step < 50; step++) expect(schedule(step)).toBe(staircase(step));
});
