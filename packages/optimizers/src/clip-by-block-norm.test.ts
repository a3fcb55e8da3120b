import { describe, expect, test } from "vitest";
import { apply } from "../tests/apply.ts";
import { clipByBlockNorm } from "./index.ts";

describe("clipByBlockNorm", () => {
  test("limits the norm of each leaf by itself", () => {
    const { a, b, c } = apply(clipByBlockNorm(1), {
      a: Float64Array.of(3, 4),
      b: -0.5,
      c: Float32Array.of(3e30, 4e30),
    });
    expect(a[0]).toBeCloseTo(0.6, 15);
    expect(a[1]).toBeCloseTo(0.8, 15);
    expect(b).toBe(-0.5);
    expect(c[1]).toBeCloseTo(0.8, 7);
  });

  test("exactly at the bound a leaf stays bit by bit, zeros stay", () => {
    const gradients = { a: Float64Array.of(3, 4), b: 0, c: new Float64Array() };
    expect(apply(clipByBlockNorm(5), gradients)).toEqual(gradients);
    expect(() => clipByBlockNorm(0)).toThrow(RangeError);
  });
});
