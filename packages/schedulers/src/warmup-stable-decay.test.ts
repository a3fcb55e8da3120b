import { describe, expect, test } from "vitest";
import { warmupStableDecay } from "./warmup-stable-decay.ts";

const phases = { warmupSteps: 4, stableSteps: 6, decaySteps: 4 };

describe("warmupStableDecay", () => {
  test("rises, stays, falls and stays", () => {
    const schedule = warmupStableDecay({ peak: 1, ...phases });
    const rates = Array.from({ length: 17 }, (_, step) => schedule(step));
    expect(rates).toEqual([0, 0.25, 0.5, 0.75, 1, 1, 1, 1, 1, 1, 1, 0.75, 0.5, 0.25, 0, 0, 0]);
  });

  test("with cooldownPower 0.5 falls as 1 - sqrt", () => {
    const schedule = warmupStableDecay({ peak: 1, cooldownPower: 0.5, ...phases });
    expect(schedule(10)).toBe(1);
    expect(schedule(11)).toBeCloseTo(0.5, 15);
    expect(schedule(13)).toBeCloseTo(1 - Math.sqrt(0.75), 15);
    expect(schedule(14)).toBe(0);
  });

  test("has exact joints between any rates", () => {
    const schedule = warmupStableDecay({ initial: 0.1, peak: 0.3, final: 0.07, ...phases });
    expect([0, 4, 10, 14, 1000].map(schedule)).toEqual([0.1, 0.3, 0.3, 0.07, 0.07]);
  });

  test("may leave warmup and plateau out", () => {
    const schedule = warmupStableDecay({ peak: 1, warmupSteps: 0, stableSteps: 0, decaySteps: 2 });
    expect([0, 1, 2, 3].map(schedule)).toEqual([1, 0.5, 0, 0]);
  });
});
