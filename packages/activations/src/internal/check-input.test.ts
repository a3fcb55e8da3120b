import { DTypeError, tensor } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { activationCases } from "../testing/activation-cases.ts";

// those of @adjoint/tensor take numbers too
const own = activationCases.filter(({ name }) => name !== "tanh" && name !== "softplus");

test.each(own.map((row) => [row.name, row.activate] as const))("%s says that it needs a tensor", (_, f) => {
  for (const [wrong, got] of [
    [3, "3"],
    [[1], "an array of 1"],
    [null, "null"],
    [undefined, "undefined"],
  ] as const) {
    expect(() => f(wrong as never)).toThrow(TypeError);
    expect(() => f(wrong as never)).toThrow(new RegExp(`^\\w+: a tensor is needed, got ${got}; make it one with`));
  }
  expect(() => f(tensor([1], { dtype: "int32" }))).toThrow(DTypeError);
});
