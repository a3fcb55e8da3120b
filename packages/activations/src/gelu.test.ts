import { abs, linspace, max, subtract, tensor } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { gelu } from "./gelu.ts";

describe("gelu", () => {
  test("x P(Z <= x), by tables of the normal distribution", () => {
    // P(Z <= 1) and P(Z <= 2), Abramowitz and Stegun 1964, table 26.1
    const [low, zero, one, two] = gelu(tensor([-1, 0, 1, 2], { dtype: "float64" })).dataSync();
    expect(low).toBeCloseTo(0.841344746068543 - 1, 14);
    expect(zero).toBe(0);
    expect(one).toBeCloseTo(0.841344746068543, 14);
    expect(two).toBeCloseTo(2 * 0.977249868051821, 14);
  });

  test("gelu(x) - gelu(-x) = x", () => {
    const x = linspace(0, 8, 65, "float64");
    const opposite = linspace(-0, -8, 65, "float64");
    for (const approximate of [false, true]) {
      const difference = subtract(gelu(x, { approximate }), gelu(opposite, { approximate }));
      expect(max(abs(subtract(difference, x))).item()).toBeLessThan(4e-15);
    }
  });

  test("the approximation is another function, at most 5e-4 away", () => {
    const x = linspace(-6, 6, 2401, "float64");
    const distance = max(abs(subtract(gelu(x), gelu(x, { approximate: true })))).item();
    expect(distance).toBeGreaterThan(4e-4);
    expect(distance).toBeLessThan(5e-4);
  });
});
