import { describe, expect, test } from "vitest";
import { clampRate } from "./clamp-rate.ts";

describe("clampRate", () => {
  test("cuts what is below and above", () => {
    const schedule = clampRate((step) => step, { minimum: 2, maximum: 4 });
    expect([0, 1, 2, 3, 4, 5, 100].map(schedule)).toEqual([2, 2, 2, 3, 4, 4, 4]);
  });

  test("cuts only negative rates unless told otherwise", () => {
    const schedule = clampRate((step) => step - 1, {});
    expect([0, 1, 2, 1e9].map(schedule)).toEqual([0, 0, 1, 1e9 - 1]);
  });

  test("may have one value between its bounds, and no fewer", () => {
    expect(clampRate((step) => step, { minimum: 2, maximum: 2 })(7)).toBe(2);
    expect(() => clampRate((step) => step, { minimum: 2, maximum: 1 })).toThrow(
      new RangeError("clampRate: maximum must be a finite number >= 2, got 1; pass such a number"),
    );
  });
});
