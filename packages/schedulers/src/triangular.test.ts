import { describe, expect, test } from "vitest";
import { triangular } from "./triangular.ts";

describe("triangular", () => {
  test("goes up and down in lines", () => {
    const schedule = triangular({ low: 0, high: 1, halfCycle: 4 });
    const rates = Array.from({ length: 10 }, (_, step) => schedule(step));
    expect(rates).toEqual([0, 0.25, 0.5, 0.75, 1, 0.75, 0.5, 0.25, 0, 0.25]);
  });

  test("touches both bounds exactly, early and late", () => {
    const schedule = triangular({ low: 0.1, high: 0.3, halfCycle: 7 });
    for (const cycle of [0, 1, 100, 2 ** 40]) {
      expect(schedule(14 * cycle)).toBe(0.1);
      expect(schedule(14 * cycle + 7)).toBe(0.3);
    }
  });

  test("repeats itself", () => {
    const schedule = triangular({ low: 0.1, high: 0.3, halfCycle: 7 });
    for (let step = 0; step < 14; step++) expect(schedule(step + 14 * 1e9)).toBe(schedule(step));
  });

  test.each([
    [0.1, 0.1],
    [0.2, 0.1],
  ])("rejects low %d with high %d", (low, high) => {
    expect(() => triangular({ low, high, halfCycle: 1 })).toThrow(
      new RangeError(`triangular: high must be a finite number > ${low}, got ${high}; pass such a number`),
    );
  });
});
