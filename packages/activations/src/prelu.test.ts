import { grad, gradcheck, vjp } from "@adjoint/autodiff";
import { DTypeError, ones, onesLike, ShapeError, sum, type Tensor, tensor } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { prelu } from "./prelu.ts";

const float64 = { dtype: "float64" } as const;

describe("prelu", () => {
  test("one slope for all, one for each channel, one for each element", () => {
    const x = tensor([
      [-2, 4],
      [-6, -8],
    ]);
    expect(prelu(x, tensor(0.25)).toArray()).toEqual([
      [-0.5, 4],
      [-1.5, -2],
    ]);
    expect(prelu(x, tensor([[0.5], [2]])).toArray()).toEqual([
      [-1, 4],
      [-12, -16],
    ]);
    expect(
      prelu(
        x,
        tensor([
          [0, 1],
          [2, 3],
        ]),
      ).toArray(),
    ).toEqual([
      [-0, 4],
      [-12, -24],
    ]);
  });

  test("gradients for both, away from the kink", () => {
    const x = tensor([-2, -0.7, 0.3, 1.9, -1.1, 2.5], { ...float64, shape: [3, 2] });
    gradcheck((t, slope) => prelu(t, slope), [x, tensor([[0.3], [-0.2], [0.9]], float64)]);
  });

  test("at 0 the gradient is the slope for x, and 0 for the slope", () => {
    const [, pullback] = vjp(([x, slope]: readonly [Tensor, Tensor]) => prelu(x, slope), [
      tensor([0, -0]),
      tensor([0.25]),
    ] as const);
    const [forX, forSlope] = pullback(ones([2]));
    expect(forX.toArray()).toEqual([0.25, 0.25]);
    expect(forSlope.item() + 0).toBe(0);
  });

  test("the slope learns nothing from Infinity or NaN", () => {
    const slope = grad((s: Tensor) => sum(prelu(tensor([Infinity, -2]), s)))(tensor([0.25]));
    expect(slope.toArray()).toEqual([-2]);
    const [value, pullback] = vjp((s: Tensor) => prelu(tensor([NaN, -2]), s), tensor([0.25]));
    expect(value.toArray()).toEqual([NaN, -0.5]);
    expect(pullback(onesLike(value)).toArray()).toEqual([-2]);
  });

  test("the limits, and no overflow", () => {
    expect(prelu(tensor([-Infinity, Infinity, -1e30, 1e30]), tensor(0.5)).toArray()).toEqual([
      -Infinity,
      Infinity,
      Math.fround(-1e30) / 2,
      Math.fround(1e30),
    ]);
  });

  test("integers, other types and shapes that do not fit throw", () => {
    expect(() => prelu(tensor([1], { dtype: "int32" }), tensor([1], { dtype: "int32" }))).toThrow(DTypeError);
    expect(() => prelu(tensor([1]), tensor([1], float64))).toThrow(DTypeError);
    expect(() => prelu(tensor([1, 2, 3]), tensor([1, 2]))).toThrow(ShapeError);
    expect(() => prelu(tensor([1, 2]), tensor([[1], [2]]))).toThrow(
      new ShapeError("prelu: the slope must broadcast to [2], got [2,1]; reshape it?"),
    );
    expect(() => Reflect.apply(prelu, undefined, [tensor([1]), 0.5])).toThrow(
      new TypeError("prelu: the slope must be a tensor to train, got 0.5; use leakyRelu for a number?"),
    );
  });
});
