import { describe, expect, test } from "vitest";
import { cosineDecay } from "./cosine-decay.ts";
import { cosineRestarts } from "./cosine-restarts.ts";

describe("cosineRestarts", () => {
  test("is one cosineDecay after another", () => {
    const schedule = cosineRestarts({ initial: 0.3, final: 0.1, period: 10 });
    const decay = cosineDecay({ initial: 0.3, final: 0.1, decaySteps: 10 });
    for (let step = 0; step < 100; step++) expect(schedule(step)).toBe(decay(step % 10));
  });

  test.each([2, 3])("with multiplier %i restarts at the sums of a geometric series", (periodMultiplier) => {
    const schedule = cosineRestarts({ initial: 0.3, final: 0.1, period: 5, periodMultiplier });
    for (let index = 0; index < 12; index++) {
      const start = (5 * (periodMultiplier ** index - 1)) / (periodMultiplier - 1);
      const length = 5 * periodMultiplier ** index;
      const decay = cosineDecay({ initial: 0.3, final: 0.1, decaySteps: length });
      expect(schedule(start)).toBe(0.3);
      expect(schedule(start + 1)).toBe(decay(1));
      expect(schedule(start + length - 1)).toBe(decay(length - 1));
    }
  });

  test("restarts exactly, even after very many steps", () => {
    expect(cosineRestarts({ initial: 0.3, period: 7 })(7 * 2 ** 49)).toBe(0.3);
    expect(cosineRestarts({ initial: 0.3, period: 1, periodMultiplier: 2 })(2 ** 52 - 1)).toBe(0.3);
  });
});
