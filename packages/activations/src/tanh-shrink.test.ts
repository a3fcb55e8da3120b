import { grad } from "@adjoint/autodiff";
import { linspace, sum, type Tensor, tanh, tensor } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { tanhShrink } from "./tanh-shrink.ts";

describe("tanhShrink", () => {
  test("x - tanh(x), odd", () => {
    const x = Math.log(3); // its tanh is 4/5
    const [above, below, zero] = tanhShrink(tensor([x, -x, 0], { dtype: "float64" })).dataSync();
    expect(above).toBeCloseTo(x - 0.8, 15);
    expect(below).toBe(-above!);
    expect(zero).toBe(0);
  });

  test("near 0 it is x^3 / 3 - 2 x^5 / 15, where x - tanh(x) has lost its digits", () => {
    for (const x of [1e-3, 1e-4, 1e-7, 1e-20]) {
      const series = (x * x * x) / 3 - (2 * x ** 5) / 15 + (17 * x ** 7) / 315;
      expect(tanhShrink(tensor([x], { dtype: "float64" })).item() / series).toBeCloseTo(1, 14);
    }
  });

  test("the gradient is tanh(x)^2, across the seam at 1 too", () => {
    const x = linspace(-2, 2, 401, "float64");
    const slopes = grad((t: Tensor) => sum(tanhShrink(t)))(x).dataSync();
    tanh(x)
      .dataSync()
      .forEach((t, i) => {
        expect(slopes[i]).toBeCloseTo(t * t, 15);
      });
  });
});
