import { describe, expect, test } from "vitest";
import { linearDecay } from "./linear-decay.ts";
import { warmup } from "./warmup.ts";

describe("warmup", () => {
  test("rises to the first rate of the inner schedule, which it delays", () => {
    const schedule = warmup(linearDecay({ initial: 1, final: 0, decaySteps: 4 }), 4);
    expect(Array.from({ length: 10 }, (_, step) => schedule(step))).toEqual([
      0, 0.25, 0.5, 0.75, 1, 0.75, 0.5, 0.25, 0, 0,
    ]);
  });

  test("is continuous where the inner schedule begins", () => {
    const schedule = warmup(linearDecay({ initial: 0.3, decaySteps: 50 }), 7);
    expect(schedule(7)).toBe(0.3);
    expect(schedule(7 - 1e-9)).toBeCloseTo(0.3, 9);
  });

  test("of no steps is the inner schedule", () => {
    const inner = linearDecay({ initial: 0.3, decaySteps: 5 });
    for (let step = 0; step < 9; step++) expect(warmup(inner, 0)(step)).toBe(inner(step));
  });

  test("takes a bare function, and nothing else", () => {
    expect(warmup((step) => 1 / (1 + step), 2)(3)).toBe(0.5);
    expect(() => Reflect.apply(warmup, undefined, [0.1, 5])).toThrow(
      new TypeError("warmup: a schedule must be a function, got number; wrap numbers in constant"),
    );
  });
});
