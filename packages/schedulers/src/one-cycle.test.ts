import { describe, expect, test } from "vitest";
import { oneCycle } from "./one-cycle.ts";

describe("oneCycle", () => {
  test("goes from peak / 25 to the peak to peak / 250 000, all of them exact", () => {
    // the peak is at step 0.5 * 20 - 1
    const schedule = oneCycle({ peak: 0.3, totalSteps: 20, warmupFraction: 0.5 });
    expect(schedule(0)).toBe(0.3 / 25);
    expect(schedule(9)).toBe(0.3);
    expect(schedule(19)).toBe(0.3 / 25 / 1e4);
    expect(schedule(2000)).toBe(0.3 / 25 / 1e4);
    for (let step = 0; step < 9; step++) expect(schedule(step + 1)).toBeGreaterThan(schedule(step));
    for (let step = 9; step < 19; step++) expect(schedule(step + 1)).toBeLessThan(schedule(step));
  });

  test("is halfway in rate when it is halfway in steps", () => {
    const schedule = oneCycle({ peak: 1, totalSteps: 21, warmupFraction: 11 / 21, initialDivisor: 4, finalDivisor: 2 });
    expect(schedule(5)).toBeCloseTo((1 + 0.25) / 2, 12);
    expect(schedule(15)).toBeCloseTo((1 + 0.125) / 2, 12);
  });

  test.each([
    [2, 0],
    [2, 0.3],
    [2, 0.99],
    [3, 0.34],
    [100, 0.999],
  ])("of %i steps, %d of them rising, stays within its rates", (totalSteps, warmupFraction) => {
    const schedule = oneCycle({ peak: 0.3, totalSteps, warmupFraction });
    const final = 0.3 / 25 / 1e4;
    expect(schedule(totalSteps - 1)).toBe(final);
    for (let step = 0; step < totalSteps; step += 0.25) {
      expect(schedule(step)).toBeGreaterThanOrEqual(final);
      expect(schedule(step)).toBeLessThanOrEqual(0.3);
    }
  });

  test("starts at the peak when nothing of it rises", () => {
    expect(oneCycle({ peak: 0.3, totalSteps: 10, warmupFraction: 0 })(0)).toBe(0.3);
  });

  test.each([-0.1, 1, Number.NaN, Number.POSITIVE_INFINITY])("rejects warmupFraction %s", (warmupFraction) => {
    expect(() => oneCycle({ peak: 0.3, totalSteps: 10, warmupFraction })).toThrow(RangeError);
  });

  test("rejects a single step, which cannot be a cycle", () => {
    expect(() => oneCycle({ peak: 0.3, totalSteps: 1 })).toThrow(RangeError);
  });
});
