import { grad, gradcheck } from "@adjoint/autodiff";
import { sum, type Tensor, tensor } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { squareplus } from "./squareplus.ts";

const float64 = { dtype: "float64" } as const;

describe("squareplus", () => {
  test("(x + sqrt(x^2 + b)) / 2: Pythagorean triples are exact", () => {
    expect(squareplus(tensor([3, -3, 0], float64), { b: 16 }).toArray()).toEqual([4, 1, 2]);
    expect(squareplus(tensor([1.5, -1.5, 0], float64)).toArray()).toEqual([2, 0.5, 1]);
  });

  test("squareplus(x) squareplus(-x) = b / 4", () => {
    for (const x of [0.1, 1, 10, 1e5, 1e9]) {
      const [above, below] = squareplus(tensor([x, -x], float64)).dataSync();
      expect(above! * below!).toBeCloseTo(1, 14);
    }
  });

  test("x + b / (4 x) far out, as long as a double holds the second term", () => {
    for (const x of [1e5, 1e6, 1e7]) expect(squareplus(tensor([x], float64)).item()).toBe(x + 1 / x);
  });

  test("with b = 4 the curvature at 0 is that of softplus, 1/4, and the slope 1/2", () => {
    const slope = grad((x: Tensor) => sum(squareplus(x)));
    const zero = tensor([0], float64);
    expect(slope(zero).item()).toBe(0.5);
    expect(grad((x: Tensor) => sum(slope(x)))(zero).item()).toBeCloseTo(0.25, 15);
  });

  test("smooth where it changes its form, at 2^27 sqrt(b)", () => {
    const x = tensor([-134, -134.3, 134.2, 134.4], float64);
    gradcheck((t) => squareplus(t, { b: 1e-12 }), [x]);
  });

  test("b must be positive", () => {
    for (const b of [0, -4, NaN, Infinity]) expect(() => squareplus(tensor([1]), { b })).toThrow(RangeError);
  });
});
