import { describe, expect, test } from "vitest";
import { linearDecay } from "./linear-decay.ts";
import { rex } from "./rex.ts";

describe("rex", () => {
  test("is r / (1/2 + r/2) of the initial rate when the part r of the budget remains", () => {
    const schedule = rex({ initial: 1, decaySteps: 4 });
    // r = 3/4, 1/2, 1/4 give 6/7, 2/3, 2/5
    expect(schedule(1)).toBeCloseTo(6 / 7, 15);
    expect(schedule(2)).toBeCloseTo(2 / 3, 15);
    expect(schedule(3)).toBeCloseTo(2 / 5, 15);
  });

  test("has exact ends, falls, and stays above the line between them", () => {
    const options = { initial: 0.3, final: 0.1, decaySteps: 30 };
    const schedule = rex(options);
    const line = linearDecay(options);
    expect([0, 30, 3000].map(schedule)).toEqual([0.3, 0.1, 0.1]);
    for (let step = 0; step < 30; step++) expect(schedule(step + 1)).toBeLessThan(schedule(step));
    for (let step = 1; step < 30; step++) expect(schedule(step)).toBeGreaterThan(line(step));
  });
});
