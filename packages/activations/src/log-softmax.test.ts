import { grad, gradcheck } from "@adjoint/autodiff";
import { log, logSoftmax as ofTensor, slice, softmax, sum, type Tensor, tensor } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { logSoftmax } from "./log-softmax.ts";

const float64 = { dtype: "float64" } as const;

describe("logSoftmax", () => {
  test("it is the operation of @adjoint/tensor", () => {
    expect(logSoftmax).toBe(ofTensor);
  });

  test("the logarithm of softmax, where that has one", () => {
    const x = tensor([0.3, -1.2, 2.5, 0.3, 0, 7], { ...float64, shape: [2, 3] });
    for (const axis of [0, 1]) {
      const naive = log(softmax(x, { axis })).dataSync();
      logSoftmax(x, { axis })
        .dataSync()
        .forEach((y, i) => {
          expect(y).toBeCloseTo(naive[i]!, 14);
        });
    }
  });

  test("no logarithm of 0 for large differences", () => {
    expect(logSoftmax(tensor([1000, 0, -1e30])).toArray()).toEqual([0, -1000, Math.fround(-1e30)]);
    const [likely, unlikely] = logSoftmax(tensor([10, 0], float64)).dataSync();
    expect(likely).toBeCloseTo(-Math.log1p(Math.exp(-10)), 15);
    expect(unlikely).toBeCloseTo(-10 - Math.log1p(Math.exp(-10)), 14);
  });

  test("-Infinity stays -Infinity and gets no gradient; a row of it alone is NaN", () => {
    const x = tensor([0, -Infinity, 0], float64);
    const first = (t: Tensor): Tensor => sum(slice(logSoftmax(t), [[0, 1]]));
    expect(logSoftmax(x).toArray()).toEqual([-Math.LN2, -Infinity, -Math.LN2]);
    expect(grad(first)(x).toArray()).toEqual([0.5, 0, -0.5]);
    expect(logSoftmax(tensor([-Infinity, -Infinity])).toArray()).toEqual([NaN, NaN]);
  });

  test("derivatives of both orders", () => {
    const x = tensor([0.3, -1.2, 2.5, 0.3, 0, 7], { ...float64, shape: [2, 3] });
    for (const axis of [0, -1]) gradcheck((t) => logSoftmax(t, { axis }), [x]);
  });
});
