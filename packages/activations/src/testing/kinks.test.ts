import { grad } from "@adjoint/autodiff";
import { type DType, sum, type Tensor, tensor } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { activationCases } from "./activation-cases.ts";

const withKinks = activationCases.filter(({ kinks }) => kinks.length > 0);

describe.each(withKinks.map((row) => [row.name, row] as const))("%s", (_, { activate, kinks }) => {
  test.each<DType>(["float32", "float64"])("the stated gradient at each kink, %s", (dtype) => {
    const slope = grad((x: Tensor) => sum(activate(x)));
    const at = tensor(
      kinks.map(([x]) => x),
      { dtype },
    );
    const stated = kinks.map(([, gradient]) => (dtype === "float32" ? Math.fround(gradient) : gradient));
    expect(Array.from(slope(at).dataSync(), (x) => x + 0)).toEqual(stated);
  });

  test("there really is a kink: the gradients to its left and right differ, or the value jumps", () => {
    const slope = grad((x: Tensor) => sum(activate(x)));
    for (const [x] of kinks) {
      const sides = tensor([x - 1e-6, x + 1e-6], { dtype: "float64" });
      const [left, right] = slope(sides).dataSync();
      const [below, above] = activate(sides).dataSync();
      expect(Math.abs(left! - right!) + 1e4 * Math.max(0, Math.abs(above! - below!) - 1e-5)).toBeGreaterThan(0.04);
    }
  });
});
