import { valueAndGrad } from "@adjoint/autodiff";
import { compile } from "@adjoint/compile";
import { lossCases } from "@adjoint/losses/testing/loss-cases";
import { cast, isFloat, type Tensor } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { wasmTarget } from "./wasm-target.ts";

/** Within 1e-6 of the norm of what double precision gives. */
function expectClose(got: Tensor, exact: Tensor): void {
  const [values, expected] = [got.dataSync(), exact.dataSync()];
  const size = Math.hypot(...expected);
  expect(values).toHaveLength(expected.length);
  expected.forEach((x, i) => expect(Math.abs(values[i]! - x)).toBeLessThanOrEqual(1e-6 * size));
}

test.each(lossCases)("$name and its gradient, compiled", ({ loss, inputs }) => {
  const step = (x: Tensor, ...others: Tensor[]): readonly [Tensor, Tensor] =>
    valueAndGrad((at: Tensor) => loss([at, ...others], { reduction: "mean" }))(x);
  const as = (dtype: "float32" | "float64"): [Tensor, ...Tensor[]] =>
    inputs.map((x) => (isFloat(x.dtype) ? cast(x, dtype) : x)) as [Tensor, ...Tensor[]]; // a loss has inputs
  const single = as("float32");
  // the same numbers in both types
  const double = single.map((x) => (isFloat(x.dtype) ? cast(x, "float64") : x)) as [Tensor, ...Tensor[]];
  const compiled = compile(step, { target: wasmTarget({ threads: 1 }) })(...single);
  step(...double).forEach((exact, k) => expectClose(compiled[k]!, exact));
});
