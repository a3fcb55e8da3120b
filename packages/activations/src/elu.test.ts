import { tensor } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { elu } from "./elu.ts";

describe("elu", () => {
  test("x above 0, alpha (e^x - 1) below", () => {
    const x = tensor([-Math.log(2), -Math.log(4), 0, 3], { dtype: "float64" });
    const [half, threeQuarters, zero, above] = elu(x, { alpha: 2 }).dataSync();
    expect(half).toBeCloseTo(-1, 15);
    expect(threeQuarters).toBeCloseTo(-1.5, 15);
    expect([zero, above]).toEqual([0, 3]);
  });

  test("keeps its digits near 0, where e^x - 1 cancels", () => {
    // x + x^2 / 2
    expect(elu(tensor([-1e-12], { dtype: "float64" })).item()).toBe(-1e-12 + 5e-25);
  });

  test("alpha must be positive", () => {
    for (const alpha of [0, -1, NaN, Infinity]) expect(() => elu(tensor([1]), { alpha })).toThrow(RangeError);
    expect(() => elu(tensor([1]), { alpha: 0 })).toThrow("elu: alpha must be a finite number > 0, got 0");
  });
});
