import { multiply, tensor } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { hardSigmoid } from "./hard-sigmoid.ts";
import { hardSwish } from "./hard-swish.ts";

describe("hardSwish", () => {
  test("0 up to -3, x from 3 on, x (x + 3) / 6 between", () => {
    expect(hardSwish(tensor([-4, -3, -1.5, 0, 1.5, 3, 4])).toArray()).toEqual([0, 0, -0.375, 0, 1.125, 3, 4]);
  });

  test("it is x hardSigmoid(x)", () => {
    const x = tensor([-3.5, -2.9, -1, 0.1, 2.9, 3.1], { dtype: "float64" });
    expect(hardSwish(x).toArray()).toEqual((multiply(x, hardSigmoid(x)).toArray() as number[]).map((y) => y + 0));
  });
});
