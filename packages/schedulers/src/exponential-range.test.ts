import { describe, expect, test } from "vitest";
import { exponentialRange } from "./exponential-range.ts";
import { triangular } from "./triangular.ts";

const cycle = { low: 0.1, high: 0.3, halfCycle: 6 };

describe("exponentialRange", () => {
  test("is triangular with a height that shrinks by decayRate each step", () => {
    const schedule = exponentialRange({ ...cycle, decayRate: 0.9 });
    const wave = triangular(cycle);
    for (let step = 0; step < 60; step++)
      expect(schedule(step) - 0.1).toBeCloseTo((wave(step) - 0.1) * 0.9 ** step, 15);
  });

  test("with decayRate 1 is triangular", () => {
    const schedule = exponentialRange({ ...cycle, decayRate: 1 });
    for (let step = 0; step < 60; step++) expect(schedule(step)).toBe(triangular(cycle)(step));
  });

  test("has the decayRate of the paper unless told otherwise", () => {
    const schedule = exponentialRange({ low: 0, high: 1, halfCycle: 10_000 });
    expect(schedule(10_000)).toBeCloseTo(0.99994 ** 10_000, 12);
  });
});
