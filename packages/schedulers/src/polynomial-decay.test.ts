import { describe, expect, test } from "vitest";
import { linearDecay } from "./linear-decay.ts";
import { polynomialDecay } from "./polynomial-decay.ts";

describe("polynomialDecay", () => {
  test("of power 2 falls with the square of the remaining time", () => {
    const schedule = polynomialDecay({ initial: 1, power: 2, decaySteps: 4 });
    expect([0, 1, 2, 3, 4, 5].map(schedule)).toEqual([1, 0.5625, 0.25, 0.0625, 0, 0]);
  });

  test("of power 1 is linearDecay", () => {
    const schedule = polynomialDecay({ initial: 0.3, final: 0.07, decaySteps: 13 });
    const linear = linearDecay({ initial: 0.3, final: 0.07, decaySteps: 13 });
    for (let step = 0; step < 20; step++) expect(schedule(step)).toBeCloseTo(linear(step), 15);
  });

  test.each([0.5, 0.9, 1, 3])("of power %s has exact ends and never rises", (power) => {
    const schedule = polynomialDecay({ initial: 0.3, final: 0.1, power, decaySteps: 7 });
    expect(schedule(0)).toBe(0.3);
    expect(schedule(7)).toBe(0.1);
    expect(schedule(700)).toBe(0.1);
    for (let step = 0; step < 7; step++) expect(schedule(step + 1)).toBeLessThan(schedule(step));
  });
});
