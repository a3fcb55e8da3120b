import { describe, expect, test } from "vitest";
import { scale } from "./scale.ts";

describe("scale", () => {
  test("multiplies every rate, by any finite number", () => {
    expect([0, 1, 2].map(scale((step) => step, 3))).toEqual([0, 3, 6]);
    expect([0, 1, 2].map(scale((step) => step + 1, -0.5))).toEqual([-0.5, -1, -1.5]);
    expect([0, 1, 2].map(scale((step) => step, 0))).toEqual([0, 0, 0]);
  });

  test("rejects what is not finite or no number, and what is no schedule", () => {
    for (const factor of [Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => scale(() => 1, factor)).toThrow(
        new RangeError(`scale: factor must be a finite number, got ${factor}; pass such a number`),
      );
    expect(() => Reflect.apply(scale, undefined, [() => 1, "2"])).toThrow(TypeError);
    expect(() => Reflect.apply(scale, undefined, [2, 2])).toThrow(TypeError);
  });
});
