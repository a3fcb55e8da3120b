import { tensor } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { leakyRelu } from "./leaky-relu.ts";

describe("leakyRelu", () => {
  test("multiplies what is below 0", () => {
    const x = tensor([-4, -1, 0, 3], { dtype: "float64" });
    expect(leakyRelu(x).toArray()).toEqual([-0.04, -0.01, 0, 3]);
    expect(leakyRelu(x, { negativeSlope: 0.25 }).toArray()).toEqual([-1, -0.25, 0, 3]);
    expect(leakyRelu(x, { negativeSlope: -1 }).toArray()).toEqual([4, 1, -0, 3]);
  });

  test("a slope that is no finite number throws", () => {
    const withSlope = (negativeSlope: unknown) => () =>
      leakyRelu(tensor([1]), { negativeSlope: negativeSlope as number });
    expect(withSlope(NaN)).toThrow(RangeError);
    expect(withSlope(Infinity)).toThrow("leakyRelu: negativeSlope must be a finite number, got Infinity");
    expect(withSlope("0.1")).toThrow(TypeError);
  });
});
