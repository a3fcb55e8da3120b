import { gradcheck, vjp } from "@adjoint/autodiff";
import { DTypeError, full, onesLike, randomKey, type Tensor, tensor } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { rrelu } from "./rrelu.ts";

const key = randomKey(7);
const slopesOf = (x: Tensor, options?: { low?: number; high?: number }): number[] => {
  const [y, pullback] = vjp((t: Tensor) => rrelu(t, key, options), x);
  return Array.from(pullback(onesLike(y)).dataSync());
};

describe("rrelu", () => {
  test("slopes below 0 are spread evenly over [1/8, 1/3)", () => {
    const count = 20_000;
    const slopes = slopesOf(full([count], -2, "float64"));
    expect(Math.min(...slopes)).toBeGreaterThanOrEqual(1 / 8);
    expect(Math.max(...slopes)).toBeLessThan(1 / 3);
    const width = 1 / 3 - 1 / 8;
    const mean = slopes.reduce((total, a) => total + a, 0) / count;
    const variance = slopes.reduce((total, a) => total + (a - mean) ** 2, 0) / count;
    // five standard errors of a uniform distribution
    expect(Math.abs(mean - (1 / 8 + width / 2))).toBeLessThan((5 * width) / Math.sqrt(12 * count));
    expect(Math.abs(variance / (width ** 2 / 12) - 1)).toBeLessThan(5 * Math.sqrt(0.8 / count));
  });

  test("the value is slope x below 0, and x above it", () => {
    const x = tensor([-3, -1, 0, 2, -5], { dtype: "float64" });
    const slopes = slopesOf(x);
    expect(slopes[3]).toBe(1);
    expect(slopes[2]).toBeLessThan(1 / 3); // at 0 the gradient is the slope drawn
    expect(rrelu(x, key).toArray()).toEqual([-3, -1, 0, 2, -5].map((at, i) => at * slopes[i]!));
  });

  test("the same key gives the same slopes, another one others", () => {
    const x = full([8], -1);
    expect(rrelu(x, key).toArray()).toEqual(rrelu(x, randomKey(7)).toArray());
    expect(rrelu(x, key).toArray()).not.toEqual(rrelu(x, randomKey(8)).toArray());
  });

  test("own bounds, and wrong ones", () => {
    for (const slope of slopesOf(full([100], -1), { low: -0.5, high: -0.25 })) {
      expect(slope).toBeGreaterThanOrEqual(-0.5);
      expect(slope).toBeLessThan(-0.25);
    }
    const x = tensor([1]);
    expect(() => rrelu(x, key, { low: 0.5, high: 0.5 })).toThrow("rrelu: low must be below high, got 0.5 and 0.5");
    expect(() => rrelu(x, key, { low: NaN })).toThrow(RangeError);
    expect(() => rrelu(x, key, { high: Infinity })).toThrow(RangeError);
  });

  test("derivatives, limits, types", () => {
    gradcheck((x) => rrelu(x, key), [tensor([-3, -0.5, 0.5, 2], { dtype: "float64" })]);
    expect(rrelu(tensor([-Infinity, Infinity, NaN]), key).toArray()).toEqual([-Infinity, Infinity, NaN]);
    expect(() => rrelu(tensor([1], { dtype: "int32" }), key)).toThrow(DTypeError);
  });
});
