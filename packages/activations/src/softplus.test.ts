import { softplus as ofTensor, tensor } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { softplus } from "./softplus.ts";

describe("softplus", () => {
  test("it is the operation of @adjoint/tensor", () => {
    expect(softplus).toBe(ofTensor);
  });

  test("log(1 + u) for u = e^x", () => {
    const x = [0, Math.log(3), -Math.log(3)];
    const expected = [Math.log(2), Math.log(4), Math.log(4 / 3)];
    softplus(tensor(x, { dtype: "float64" }))
      .dataSync()
      .forEach((y, i) => {
        expect(y).toBeCloseTo(expected[i]!, 15);
      });
  });
});
