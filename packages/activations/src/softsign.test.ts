import { grad } from "@adjoint/autodiff";
import { sum, type Tensor, tensor } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { softsign } from "./softsign.ts";

describe("softsign", () => {
  test("x / (1 + |x|)", () => {
    expect(softsign(tensor([-3, -1, -0.25, 0, 1, 7], { dtype: "float64" })).toArray()).toEqual([
      -0.75, -0.5, -0.2, 0, 0.5, 0.875,
    ]);
  });

  test("the gradient 1 / (1 + |x|)^2 does not cancel far out", () => {
    const slope = grad((x: Tensor) => sum(softsign(x)));
    const values = slope(tensor([-1e8, 1e12], { dtype: "float64" })).dataSync();
    expect(values[0]! * 1e16).toBeCloseTo(1, 7);
    expect(values[1]! * 1e24).toBeCloseTo(1, 11);
    expect(slope(tensor([0])).item()).toBe(1);
  });
});
