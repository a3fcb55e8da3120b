import { gradcheck } from "@adjoint/autodiff";
import { DTypeError, negate, ShapeError, softmax, tensor } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { softmin } from "./softmin.ts";

describe("softmin", () => {
  const x = tensor([0.3, -1.2, 2.5, 0.3, 0, 7], { shape: [2, 3], dtype: "float64" });

  test("it is softmax(-x), along the same axis", () => {
    expect(softmin(x).toArray()).toEqual(softmax(negate(x)).toArray());
    expect(softmin(x, { axis: 0 }).toArray()).toEqual(softmax(negate(x), { axis: 0 }).toArray());
    expect(softmin(tensor([1e30, 1e30, 2e30])).toArray()).toEqual([0.5, 0.5, 0]);
  });

  test("Infinity gets probability 0; a row of it alone is NaN", () => {
    expect(softmin(tensor([Infinity, 1, 1])).toArray()).toEqual([0, 0.5, 0.5]);
    expect(softmin(tensor([Infinity, Infinity])).toArray()).toEqual([NaN, NaN]);
  });

  test("derivatives, wrong types and axes", () => {
    gradcheck((t) => softmin(t, { axis: 0 }), [x]);
    expect(() => softmin(tensor([1], { dtype: "int32" }))).toThrow(DTypeError);
    expect(() => softmin(x, { axis: 2 })).toThrow(ShapeError);
  });
});
