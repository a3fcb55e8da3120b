import { describe, expect, test } from "vitest";
import { triangular2 } from "./triangular2.ts";

describe("triangular2", () => {
  test("halves its height with every cycle", () => {
    const schedule = triangular2({ low: 0, high: 1, halfCycle: 2 });
    const rates = Array.from({ length: 13 }, (_, step) => schedule(step));
    expect(rates).toEqual([0, 0.5, 1, 0.5, 0, 0.25, 0.5, 0.25, 0, 0.125, 0.25, 0.125, 0]);
  });

  test("keeps its lower bound, exactly", () => {
    const schedule = triangular2({ low: 0.1, high: 0.3, halfCycle: 5 });
    for (const cycle of [0, 1, 2, 50, 5000]) expect(schedule(10 * cycle)).toBe(0.1);
    expect(schedule(5)).toBe(0.3);
    expect(schedule(15)).toBeCloseTo(0.2, 15);
    expect(schedule(25)).toBeCloseTo(0.15, 15);
  });
});
