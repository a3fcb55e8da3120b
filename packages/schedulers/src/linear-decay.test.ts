import { describe, expect, test } from "vitest";
import { linearDecay } from "./linear-decay.ts";
import { satisfiesRobbinsMonro } from "./satisfies-robbins-monro.ts";

describe("linearDecay", () => {
  test("is (1 - a) initial + a final with a = step / decaySteps", () => {
    const schedule = linearDecay({ initial: 1, final: 0.25, decaySteps: 4 });
    // by hand: 1 - 0.75 k / 4, which float64 holds exactly
    expect([0, 1, 2, 3, 4].map(schedule)).toEqual([1, 0.8125, 0.625, 0.4375, 0.25]);
    expect(schedule(0.5)).toBe(0.90625);
  });

  test("has exact ends, and stays at the last one", () => {
    for (const [initial, final, decaySteps] of [
      [0.1, 0.001, 40],
      [0.3, 0.1, 7],
      [1e-3, 1e-300, 1],
      [0.1, 0, 3],
    ] as const) {
      const schedule = linearDecay({ initial, final, decaySteps });
      expect(schedule(0)).toBe(initial);
      for (const step of [decaySteps, decaySteps + 1, decaySteps * 1000]) expect(schedule(step)).toBe(final);
    }
  });

  test("ends at 1% of the initial rate unless told otherwise", () => {
    expect(linearDecay({ initial: 0.5, decaySteps: 10 })(10)).toBe(0.005);
  });

  test("falls by the same amount each step", () => {
    const schedule = linearDecay({ initial: 0.1, final: 0.02, decaySteps: 80 });
    for (let step = 0; step < 80; step++) expect(schedule(step) - schedule(step + 1)).toBeCloseTo(0.001, 15);
  });

  test("rises when the final rate is the higher one", () => {
    const schedule = linearDecay({ initial: 0, final: 0.5, decaySteps: 2 });
    expect([0, 1, 2, 3].map(schedule)).toEqual([0, 0.25, 0.5, 0.5]);
  });

  test("does not satisfy Robbins-Monro, be the final rate positive or 0", () => {
    expect(satisfiesRobbinsMonro(linearDecay({ initial: 0.1, decaySteps: 10 }))).toBe("no");
    expect(satisfiesRobbinsMonro(linearDecay({ initial: 0.1, final: 0, decaySteps: 10 }))).toBe("no");
  });

  test("says in one sentence what is wrong", () => {
    expect(() => linearDecay({ initial: 0.1, decaySteps: 0 })).toThrow(
      new RangeError("linearDecay: decaySteps must be a whole number >= 1, got 0; pass such a number"),
    );
    expect(() => linearDecay({ initial: 0.1, final: Number.NaN, decaySteps: 1 })).toThrow(
      new RangeError("linearDecay: final must be a finite number >= 0, got NaN; pass such a number"),
    );
    expect(() => linearDecay({ initial: 0.1, decaySteps: 1 })(-1)).toThrow(
      new RangeError("linearDecay: step must be a finite number >= 0, got -1; pass such a number"),
    );
  });
});
