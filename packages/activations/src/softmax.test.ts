import { grad, gradcheck, jvp } from "@adjoint/autodiff";
import {
  add,
  type DType,
  DTypeError,
  multiply,
  softmax as ofTensor,
  ShapeError,
  slice,
  sum,
  type Tensor,
  tensor,
  zeros,
} from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { softmax } from "./softmax.ts";

const float64 = { dtype: "float64" } as const;
const rows = Float64Array.from({ length: 60 }, (_, i) => 30 * Math.sin(7 * i + 1));

describe("softmax", () => {
  test("it is the operation of @adjoint/tensor", () => {
    expect(softmax).toBe(ofTensor);
  });

  test("probabilities from their logarithms", () => {
    const y = softmax(tensor([0, Math.log(2), Math.log(3)], float64)).dataSync();
    [1 / 6, 1 / 3, 1 / 2].forEach((p, i) => {
      expect(y[i]).toBeCloseTo(p, 15);
    });
  });

  test.each<[DType, number]>([
    ["float32", 2e-7],
    ["float64", 4e-16],
  ])("rows are positive and sum to 1 along every axis, %s", (dtype, accuracy) => {
    const x = tensor(rows, { shape: [3, 4, 5], dtype });
    for (const axis of [0, 1, 2, -1, -2, -3]) {
      const y = softmax(x, { axis });
      expect(y.shape).toEqual([3, 4, 5]);
      for (const p of y.dataSync()) expect(p).toBeGreaterThan(0);
      for (const total of sum(y, { axis }).dataSync()) expect(Math.abs(total - 1)).toBeLessThan(accuracy);
    }
    expect(softmax(x).toArray()).toEqual(softmax(x, { axis: 2 }).toArray());
  });

  test("large logits overflow nothing, and a shift of all changes nothing", () => {
    for (const dtype of ["float32", "float64"] as const) {
      expect(softmax(tensor([1e30, 1e30, -1e30], { dtype })).toArray()).toEqual([0.5, 0.5, 0]);
      expect(softmax(tensor([-1000, -1000], { dtype })).toArray()).toEqual([0.5, 0.5]);
      const x = tensor([1, 2, 4], { dtype });
      expect(softmax(add(x, 1024)).toArray()).toEqual(softmax(x).toArray());
    }
  });

  test("-Infinity gets probability 0 and no gradient; a row of it alone is NaN", () => {
    const first = (x: Tensor): Tensor => sum(slice(softmax(x), [null, [0, 1]]));
    const x = tensor([[0, -Infinity, 0]], float64);
    expect(softmax(x).toArray()).toEqual([[0.5, 0, 0.5]]);
    expect(Array.from(grad(first)(x).dataSync(), (slope) => slope + 0)).toEqual([0.25, 0, -0.25]);
    const mixed = tensor([
      [-Infinity, -Infinity],
      [0, 0],
    ]);
    expect(softmax(mixed).toArray()).toEqual([
      [NaN, NaN],
      [0.5, 0.5],
    ]);
  });

  test("NaN spoils its own row only", () => {
    const x = tensor([
      [NaN, 0],
      [0, 0],
    ]);
    expect(softmax(x).toArray()).toEqual([
      [NaN, NaN],
      [0.5, 0.5],
    ]);
  });

  test("the derivative along t is p (t - p . t)", () => {
    const x = tensor([0.3, -1.2, 2.5, 0], float64);
    const direction = tensor([1, -2, 0.5, 3], float64);
    const [p, change] = jvp(softmax, x, direction);
    const mean = sum(multiply(p, direction)).item();
    change.dataSync().forEach((got, i) => {
      expect(got).toBeCloseTo(p.dataSync()[i]! * (direction.dataSync()[i]! - mean), 15);
    });
  });

  test("derivatives of both orders along each axis, ties included", () => {
    const x = tensor([0.3, -1.2, 2.5, 0.3, 0.3, 0.3, 1, -2, 4, 1, 0, 0], { ...float64, shape: [2, 3, 2] });
    for (const axis of [0, 1, -1]) gradcheck((t) => softmax(t, { axis }), [x]);
  });

  test("nothing to do, nothing to do it along, and integers", () => {
    expect(softmax(zeros([0, 3])).shape).toEqual([0, 3]);
    expect(() => softmax(zeros([2, 3]), { axis: 2 })).toThrow(ShapeError);
    expect(() => softmax(tensor([1, 2], { dtype: "int32" }))).toThrow(DTypeError);
  });
});
