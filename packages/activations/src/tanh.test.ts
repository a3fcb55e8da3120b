import { tanh as ofTensor, tensor } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { tanh } from "./tanh.ts";

describe("tanh", () => {
  test("it is the operation of @adjoint/tensor", () => {
    expect(tanh).toBe(ofTensor);
  });

  test("(u^2 - 1) / (u^2 + 1) for u = e^x, odd", () => {
    const x = [0, Math.log(2), Math.log(3), -Math.log(3)];
    const expected = [0, 0.6, 0.8, -0.8];
    tanh(tensor(x, { dtype: "float64" }))
      .dataSync()
      .forEach((y, i) => {
        expect(y).toBeCloseTo(expected[i]!, 15);
      });
  });
});
