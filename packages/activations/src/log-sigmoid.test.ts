import { log, tensor } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { logSigmoid } from "./log-sigmoid.ts";
import { sigmoid } from "./sigmoid.ts";

describe("logSigmoid", () => {
  test("the logarithm of the sigmoid, where that has one", () => {
    const x = tensor([-20, -3, -0.5, 0, 0.5, 3], { dtype: "float64" });
    const naive = log(sigmoid(x)).dataSync();
    logSigmoid(x)
      .dataSync()
      .forEach((y, i) => {
        expect(y).toBeCloseTo(naive[i]!, 14);
      });
  });

  test("x where the sigmoid is 0, -e^-x where it is 1", () => {
    expect(logSigmoid(tensor([-1000, -1e30])).toArray()).toEqual([-1000, Math.fround(-1e30)]);
    expect(logSigmoid(tensor([100], { dtype: "float64" })).item()).toBe(-Math.exp(-100));
  });
});
