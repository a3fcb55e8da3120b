import { grad, gradcheck } from "@adjoint/autodiff";
import { DTypeError, ShapeError, sum, type Tensor, tensor, transpose, zeros } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { maxout } from "./maxout.ts";

describe("maxout", () => {
  const x = tensor([1, 5, -2, -7, 3, 0.5, 9, 9.5, -1, -3, -2, -4], { shape: [2, 6], dtype: "float64" });

  test("the largest of each few neighbours", () => {
    expect(maxout(x).toArray()).toEqual([
      [5, -2, 3],
      [9.5, -1, -2],
    ]);
    expect(maxout(x, { pieces: 3 }).toArray()).toEqual([
      [5, 3],
      [9.5, -2],
    ]);
    expect(maxout(x, { pieces: 6 }).toArray()).toEqual([[5], [9.5]]);
    expect(maxout(x, { pieces: 1 }).toArray()).toEqual(x.toArray());
  });

  test("along any axis", () => {
    expect(maxout(x, { axis: 0 }).toArray()).toEqual([[9, 9.5, -1, -3, 3, 0.5]]);
    expect(maxout(transpose(x), { axis: 0, pieces: 3 }).toArray()).toEqual(
      transpose(maxout(x, { pieces: 3 })).toArray(),
    );
    expect(maxout(zeros([0, 4])).shape).toEqual([0, 2]);
  });

  test("with x and -x as pieces it is |x|", () => {
    expect(maxout(tensor([-3, 3, 2, -2])).toArray()).toEqual([3, 2]);
  });

  test("only the largest gets a gradient; equal ones share it", () => {
    gradcheck((t) => maxout(t, { pieces: 3 }), [x]);
    const slope = grad((t: Tensor) => sum(maxout(t, { pieces: 3 })));
    expect(slope(tensor([1, 4, 4, 0, 0, 0])).toArray()).toEqual([
      0,
      0.5,
      0.5,
      ...[1, 1, 1].map(() => Math.fround(1 / 3)),
    ]);
  });

  test("infinities and NaN", () => {
    const slope = grad((t: Tensor) => sum(maxout(t)));
    const odd = tensor([-Infinity, 1, Infinity, 1, -Infinity, -Infinity]);
    expect(maxout(odd).toArray()).toEqual([1, Infinity, -Infinity]);
    expect(slope(odd).toArray()).toEqual([0, 1, 1, 0, 0.5, 0.5]);
    expect(maxout(tensor([NaN, 1, 2, 3])).toArray()).toEqual([NaN, 3]);
  });

  test("sizes that do not divide, counts that are none, and integers throw", () => {
    expect(() => maxout(zeros([2, 5]))).toThrow(ShapeError);
    expect(() => maxout(zeros([2, 5]))).toThrow("maxout: the axis must be a multiple of 2 pieces, got axis 1 of [2,5]");
    for (const pieces of [0, -1, 1.5, NaN]) expect(() => maxout(zeros([4]), { pieces })).toThrow(RangeError);
    expect(() => maxout(zeros([4], "int32"))).toThrow(DTypeError);
  });
});
