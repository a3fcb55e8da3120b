import { tensor } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { selu } from "./selu.ts";

describe("selu", () => {
  test("the slope above 0 and the limit below are those of the paper", () => {
    const [low, one] = selu(tensor([-100, 1], { dtype: "float64" })).dataSync();
    expect(one).toBe(1.0507009873554805);
    expect(low).toBeCloseTo(-1.7580993408473768, 15);
  });

  test("mean 0 and variance 1 stay: its constants are that fixed point", () => {
    // the integral of selu and of selu^2 against the normal density, by the trapezoidal rule
    const step = 1 / 64;
    const at = Float64Array.from({ length: 20 * 64 + 1 }, (_, i) => (i - 640) * step);
    const values = selu(tensor(at)).dataSync();
    const density = at.map((z) => (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * step);
    const mean = density.reduce((total, p, i) => total + p * values[i]!, 0);
    const square = density.reduce((total, p, i) => total + p * values[i]! ** 2, 0);
    // the kink at 0 costs the rule about step^2 / 12 times the jump of the slope
    expect(Math.abs(mean)).toBeLessThan(1e-4);
    expect(Math.abs(square - 1)).toBeLessThan(1e-4);
  });
});
