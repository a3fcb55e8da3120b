import { grad } from "@adjoint/autodiff";
import { sum, type Tensor, tensor } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { celu } from "./celu.ts";
import { elu } from "./elu.ts";

describe("celu", () => {
  test("x above 0, alpha (e^(x / alpha) - 1) below", () => {
    const x = tensor([-2 * Math.log(2), 0, 3], { dtype: "float64" });
    const [half, zero, above] = celu(x, { alpha: 2 }).dataSync();
    expect(half).toBeCloseTo(-1, 15);
    expect([zero, above]).toEqual([0, 3]);
  });

  test("with alpha 1 it is elu", () => {
    const x = tensor([-3, -1, -0.1, 0, 2]);
    expect(celu(x).toArray()).toEqual(elu(x).toArray());
  });

  test("the gradient at 0 is 1 for every alpha", () => {
    for (const alpha of [0.1, 0.5, 1.3, 7])
      expect(grad((x: Tensor) => sum(celu(x, { alpha })))(tensor([0], { dtype: "float64" })).item()).toBeCloseTo(1, 15);
  });

  test("alpha must be positive", () => {
    for (const alpha of [0, -1, NaN, Infinity]) expect(() => celu(tensor([1]), { alpha })).toThrow(RangeError);
  });
});
