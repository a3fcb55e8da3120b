import { expect, test } from "vitest";
import { planeFunctions } from "./smooth-functions.ts";

test.each(planeFunctions)("$name: its derivatives are those of differences, and 0 at its minima", (f) => {
  const h = 1e-5;
  for (const at of [f.start, [0.3, -0.8], [-1.7, 1.1]]) {
    const x = Float64Array.from(at);
    const [, gradient] = f.valueAndGradient(x);
    const curvature = f.hessianDiagonal(x);
    for (const i of [0, 1]) {
      const [up, down] = [h, -h].map((step) => f.valueAndGradient(x.map((xi, k) => (k === i ? xi + step : xi))));
      expect(gradient[i]).toBeCloseTo((up![0] - down![0]) / (2 * h), 5);
      expect(curvature[i]).toBeCloseTo((up![1][i]! - down![1][i]!) / (2 * h), 5);
    }
  }
  for (const minimum of f.minima) {
    const [value, gradient] = f.valueAndGradient(Float64Array.from(minimum));
    expect(value).toBeLessThan(1e-20);
    for (const slope of gradient) expect(Math.abs(slope)).toBeLessThan(1e-12);
  }
});
