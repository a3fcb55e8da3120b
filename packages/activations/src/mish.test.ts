import { linspace, min, tensor } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { mish } from "./mish.ts";

describe("mish", () => {
  test("tanh(log(1 + e^x)) in closed form: 3/5 at 0, 4/5 at log 2", () => {
    // tanh(log u) = (u^2 - 1) / (u^2 + 1), with u = 2 and u = 3
    const x = Math.log(2);
    const [zero, atLog2] = mish(tensor([0, x], { dtype: "float64" })).dataSync();
    expect(zero).toBe(0);
    expect(atLog2).toBeCloseTo(0.8 * x, 15);
    expect(mish(tensor([1e-9], { dtype: "float64" })).item()).toBeCloseTo(0.6e-9, 17);
  });

  test("its least value is -0.3088 at -1.1924", () => {
    expect(min(mish(linspace(-10, 10, 20_001, "float64"))).item()).toBeCloseTo(-0.30884, 5);
  });
});
