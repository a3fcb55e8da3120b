import { describe, expect, test } from "vitest";
import { apply } from "../tests/apply.ts";
import { normalize } from "./index.ts";

describe("normalize", () => {
  test("all leaves together get the norm 1", () => {
    const { a, b } = apply(normalize(), { a: 3, b: Float64Array.of(-4) });
    expect(a).toBeCloseTo(0.6, 15);
    expect(b[0]).toBeCloseTo(-0.8, 15);
    expect(apply(normalize(), Float64Array.of(3e-300, 4e-300))[0]).toBeCloseTo(0.6, 14);
  });

  test("0 stays 0, NaN stays visible", () => {
    expect(apply(normalize(), { a: 0, b: new Float64Array(2) })).toEqual({ a: 0, b: new Float64Array(2) });
    expect(apply(normalize(), { a: 1, b: Float64Array.of(Number.NaN) }).a).toBeNaN();
  });
});
