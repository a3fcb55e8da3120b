import { describe, expect, test } from "vitest";
import { cosineDecay } from "./cosine-decay.ts";

describe("cosineDecay", () => {
  test("passes the known values of the cosine", () => {
    const schedule = cosineDecay({ initial: 1, decaySteps: 12 });
    // (1 + cos) / 2 at 60, 90 and 120 degrees
    expect(schedule(4)).toBeCloseTo(0.75, 15);
    expect(schedule(6)).toBeCloseTo(0.5, 15);
    expect(schedule(8)).toBeCloseTo(0.25, 15);
  });

  test("has exact ends, stays at the last one and falls in between", () => {
    const schedule = cosineDecay({ initial: 0.3, final: 0.1, decaySteps: 50 });
    expect(schedule(0)).toBe(0.3);
    expect(schedule(50)).toBe(0.1);
    expect(schedule(5000)).toBe(0.1);
    for (let step = 0; step < 50; step++) expect(schedule(step + 1)).toBeLessThan(schedule(step));
  });

  test("is symmetric about its middle, and flat at its ends", () => {
    const schedule = cosineDecay({ initial: 0.3, final: 0.1, decaySteps: 50 });
    for (let step = 0; step <= 50; step++) expect(schedule(step) + schedule(50 - step)).toBeCloseTo(0.4, 15);
    expect(0.3 - schedule(1)).toBeLessThan((0.2 / 50) * 0.1);
  });
});
