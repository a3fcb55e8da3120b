import { grad } from "@adjoint/autodiff";
import { linspace, sum, type Tensor, tensor } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { silu } from "./silu.ts";

describe("silu", () => {
  test("x sigmoid(x): exact where e^x is", () => {
    const x = Math.log(3);
    const [above, below, zero] = silu(tensor([x, -x, 0], { dtype: "float64" })).dataSync();
    expect(above).toBeCloseTo(0.75 * x, 15);
    expect(below).toBeCloseTo(-0.25 * x, 15);
    expect(zero).toBe(0);
  });

  test("its least value is -0.2785 at -1.2785", () => {
    // where x = -1 - e^x, and there silu(x) = x + 1
    const x = tensor([-1.2784645427610738], { dtype: "float64" });
    expect(silu(x).item()).toBeCloseTo(-0.2784645427610738, 15);
    expect(grad((t: Tensor) => sum(silu(t)))(x).item()).toBeCloseTo(0, 15);
    for (const y of silu(linspace(-10, 10, 2001, "float64")).dataSync()) expect(y).toBeGreaterThan(-0.27846454276108);
  });
});
