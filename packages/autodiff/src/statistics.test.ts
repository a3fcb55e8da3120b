import { atan2, layerNorm, ones, standardDeviation, sum, type Tensor, tensor, variance, zeros } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { grad, gradcheck, hessian } from "./index.ts";

const doubles = (values: number[]): Tensor => tensor(values, { dtype: "float64" });

describe("variance and standardDeviation", () => {
  test.each([0, 1])("derivatives of two orders, of a sample less %d", (correction) => {
    const x = tensor(
      [
        [1, 2, 4],
        [3, -1, 0.5],
      ],
      { dtype: "float64" },
    );
    for (const f of [variance, standardDeviation])
      for (const axis of [undefined, 0, 1]) gradcheck((t) => f(t, { axis, correction }), [x]);
  });

  test("the standard deviation has gradient 0 where all elements are equal, the norm's convention", () => {
    const slope = grad((x: Tensor) => standardDeviation(x));
    for (const value of [0, 0.1, 3, -1e30])
      for (const n of [1, 2, 3, 7]) {
        expect(slope(tensor(new Array<number>(n).fill(value))).toArray()).toEqual(new Array<number>(n).fill(0));
        expect(slope(doubles(new Array<number>(n).fill(value))).toArray()).toEqual(new Array<number>(n).fill(0));
      }
    // only the row of equal elements is flat: d std / d x_i = (x_i - mean) / (n std)
    const rows = tensor([
      [1, 1],
      [1, 3],
    ]);
    expect(grad((x: Tensor) => sum(standardDeviation(x, { axis: 1 })))(rows).toArray()).toEqual([
      [0, 0],
      [-0.5, 0.5],
    ]);
  });

  test("the variance keeps its second derivative there: 2/n (I - 1/n)", () => {
    const second = hessian((x: Tensor) => variance(x))(doubles([0.5, 0.5]));
    expect(second.toArray()).toEqual([
      [0.5, -0.5],
      [-0.5, 0.5],
    ]);
  });

  test.each([1e-25, 1e30])("the gradient of a spread of %d in float32", (size) => {
    expect(grad((x: Tensor) => standardDeviation(x))(tensor([size, -size])).toArray()).toEqual([0.5, -0.5]);
  });

  test("the gradient of a variance far from 0 in float32: 2 (x_i - mean) / n", () => {
    expect(grad((x: Tensor) => variance(x))(tensor([1e8, 1e8 + 8])).toArray()).toEqual([-4, 4]);
  });
});

test("layerNorm: derivatives of two orders", () => {
  const x = doubles([1, 2, 4]);
  gradcheck((t, scale, bias) => layerNorm(t, scale, bias), [x, ones([3], "float64"), zeros([3], "float64")]);
});

describe("atan2", () => {
  test("derivatives of two orders, in all quadrants and on two half-axes", () => {
    gradcheck(atan2, [doubles([1, 2, -1, -3, 0, 2]), doubles([3, -1, -2, 0.5, 2, 0])]);
  });

  test.each([1e-25, 1, 1e20, 1e30])("the gradient at 3 and -4 times %d in float32 is (x, -y) / (x^2 + y^2)", (size) => {
    const slope = grad(({ y, x }: { y: Tensor; x: Tensor }) => atan2(y, x));
    const { y: ofY, x: ofX } = slope({ y: tensor(3 * size), x: tensor(-4 * size) });
    expect(Math.abs((ofY.item() * size) / -0.16 - 1)).toBeLessThan(4e-7);
    expect(Math.abs((ofX.item() * size) / -0.12 - 1)).toBeLessThan(4e-7);
  });
});
