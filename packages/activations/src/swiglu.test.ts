import { gradcheck, vjp } from "@adjoint/autodiff";
import { DTypeError, multiply, onesLike, ShapeError, type Tensor, tensor, zeros } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { silu } from "./silu.ts";
import { swiglu } from "./swiglu.ts";

const float64 = { dtype: "float64" } as const;

describe("swiglu", () => {
  const gate = tensor([-2, 0, 0.5, 3], float64);
  const x = tensor([1, -2, 0.25, 4], float64);

  test("silu of the first times the second", () => {
    expect(swiglu(gate, x).toArray()).toEqual(multiply(silu(gate), x).toArray());
    expect(swiglu(tensor([1e30, -1e30]), tensor([2, 2])).toArray()).toEqual([Math.fround(2e30), 0]);
  });

  test("derivatives of both orders for both, and their limits", () => {
    gradcheck((a, b) => swiglu(a, b), [gate, x]);
    const pair = [tensor([-1e30, 1e30]), tensor([3, 3])] as const;
    const [y, pullback] = vjp(([a, b]: readonly [Tensor, Tensor]) => swiglu(a, b), pair);
    const [forGate, forX] = pullback(onesLike(y));
    expect(forGate.toArray()).toEqual([0, 3]);
    expect(forX.toArray()).toEqual([0, Math.fround(1e30)]);
  });

  test("they broadcast; other shapes and types throw", () => {
    expect(swiglu(zeros([3, 1]), zeros([4])).shape).toEqual([3, 4]);
    expect(() => swiglu(zeros([3]), zeros([4]))).toThrow(ShapeError);
    expect(() => swiglu(zeros([3]), zeros([3], "float64"))).toThrow(DTypeError);
    expect(() => swiglu(zeros([3], "int32"), zeros([3], "int32"))).toThrow(DTypeError);
  });
});
