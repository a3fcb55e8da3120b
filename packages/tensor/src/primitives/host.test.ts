import { describe, expect, test } from "vitest";
import { tensor } from "../creation/tensor.ts";
import { ShapeError } from "../errors.ts";
import { onHost, stopGradient } from "./host.ts";

describe("onHost", () => {
  test("calls a function of plain numbers, in double precision whatever the types", () => {
    const step = tensor(3, { dtype: "int32" });
    const rate = onHost((t) => 0.1 / (t + 1), step);
    expect([rate.dtype, rate.shape, rate.item()]).toEqual(["float64", [], 0.1 / 4]);
    expect(onHost((a, b) => a - b, step, tensor(0.1, { dtype: "float64" })).item()).toBe(3 - 0.1);
  });

  test("takes scalars alone", () => {
    expect(() => onHost((t) => t, tensor([1]))).toThrow(
      new ShapeError("onHost: a scalar is needed, got shape [1]; use operations on tensors?"),
    );
    expect(() => onHost((t) => t, 3 as never)).toThrow(
      new TypeError("onHost: a tensor is needed, got 3; make it one with tensor(...)?"),
    );
  });
});

test("stopGradient gives the values as they are", () => {
  const x = tensor([1, 2]);
  expect(stopGradient(x).dataSync()).toBe(x.dataSync());
});
