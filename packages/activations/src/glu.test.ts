import { gradcheck, vjp } from "@adjoint/autodiff";
import { DTypeError, onesLike, ShapeError, tensor, transpose, zeros } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { glu } from "./glu.ts";

const logOf3 = Math.log(3); // its sigmoid is 3/4

describe("glu", () => {
  test("the first half times the sigmoid of the second", () => {
    const x = tensor([2, -4, logOf3, -logOf3], { dtype: "float64" });
    const y = glu(x).dataSync();
    expect(y[0]).toBeCloseTo(1.5, 15);
    expect(y[1]).toBeCloseTo(-1, 15);
  });

  test("along any axis", () => {
    const x = tensor([1, 2, 3, 4, 5, 6, 7, 8], { shape: [2, 4] });
    expect(glu(x).shape).toEqual([2, 2]);
    expect(glu(x, { axis: 0 }).shape).toEqual([1, 4]);
    expect(glu(transpose(x), { axis: 0 }).toArray()).toEqual(transpose(glu(x)).toArray());
    expect(glu(zeros([0, 6])).shape).toEqual([0, 3]);
  });

  test("derivatives of both orders, and none is lost at large gates", () => {
    const x = tensor([2, -4, 0.5, 0, -1.5, 3, 0, 1], { shape: [2, 4], dtype: "float64" });
    gradcheck((t) => glu(t), [x]);
    const [y, pullback] = vjp(glu, tensor([1e30, 1e30, 1e4, -1e4]));
    expect(y.toArray()).toEqual([Math.fround(1e30), 0]);
    expect(pullback(onesLike(y)).toArray()).toEqual([1, 0, 0, 0]);
  });

  test("an odd size, a missing axis and integers throw", () => {
    expect(() => glu(zeros([2, 3]))).toThrow(ShapeError);
    expect(() => glu(zeros([2, 3]))).toThrow("glu: an axis of even size is needed, got axis 1 of [2,3]");
    expect(() => glu(tensor(1))).toThrow(ShapeError);
    expect(() => glu(zeros([2], "int32"))).toThrow(DTypeError);
  });
});
