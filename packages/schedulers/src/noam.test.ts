import { describe, expect, test } from "vitest";
import { noam } from "./noam.ts";

describe("noam", () => {
  test("rises in a line to 1 / sqrt(modelSize warmupSteps) and falls with the square root", () => {
    const schedule = noam({ modelSize: 4, warmupSteps: 16 });
    // 4^-0.5 = 1/2, 16^-1.5 = 1/64
    expect([0, 7, 15, 63].map(schedule)).toEqual([1 / 128, 8 / 128, 1 / 8, 1 / 16]);
    for (let step = 0; step < 15; step++) expect(schedule(step + 1) - schedule(step)).toBeCloseTo(1 / 128, 15);
    for (let step = 15; step < 99; step++) expect(schedule(step + 1)).toBeLessThan(schedule(step));
  });

  test("has the peak of the base model: 512^-0.5 4000^-0.5, at the paper's step 4000", () => {
    expect(noam({ modelSize: 512 })(3999)).toBeCloseTo(1 / Math.sqrt(512 * 4000), 15);
    expect(noam({ modelSize: 512, factor: 2 })(10)).toBe(2 * noam({ modelSize: 512 })(10));
  });
});
