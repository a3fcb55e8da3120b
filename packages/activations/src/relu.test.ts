import { grad } from "@adjoint/autodiff";
import { bind, nextTraceId, type Primitive, sum, Tensor, type Trace, tensor } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { relu } from "./relu.ts";

describe("relu", () => {
  test("keeps what is above 0 and nothing else", () => {
    expect(relu(tensor([-2, -0.5, 0, 0.5, 2])).toArray()).toEqual([0, 0, 0, 0.5, 2]);
    expect(relu(tensor([-1, 0, 1], { dtype: "float64" })).dtype).toBe("float64");
  });

  test("minus zero becomes zero", () => {
    expect(Object.is(relu(tensor([-0])).item(), 0)).toBe(true);
  });

  test("the gradient is that of PyTorch: 0 at 0, 1 at the smallest positive number and at NaN", () => {
    const x = tensor([-1, -0, 0, Number.MIN_VALUE, 1, NaN], { dtype: "float64" });
    expect(grad((t: Tensor) => sum(relu(t)))(x).toArray()).toEqual([0, 0, 0, 1, 1, 1]);
  });

  test("takes two passes over the elements", () => {
    const passes: string[] = [];
    const trace: Trace = {
      id: nextTraceId(),
      record: (primitive: Primitive, inputs, attributes) => {
        passes.push(primitive.name);
        return bind(
          primitive,
          inputs.map((t) => (t.trace === trace ? x : t)),
          attributes,
        );
      },
    };
    const x = tensor([1, 2]);
    relu(new Tensor([2], "float32", undefined, trace));
    expect(passes).toEqual(["lessEqual", "where"]);
  });
});
