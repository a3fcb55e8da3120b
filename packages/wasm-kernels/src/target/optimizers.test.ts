import { compile } from "@adjoint/compile";
import { applyUpdates } from "@adjoint/optimizers";
import { catalogue } from "@adjoint/optimizers/testing/catalogue";
import { add, mean, multiply, normal, randomKey, square, subtract, type Tensor } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { wasmTarget } from "./wasm-target.ts";

interface Params {
  readonly weights: Tensor;
  readonly bias: Tensor;
}

const params = (seed: number): Params => ({
  weights: normal(randomKey(seed), [5, 3]),
  bias: normal(randomKey(seed + 100), [3]),
});
const mapped = (f: (x: Tensor) => Tensor, { weights, bias }: Params): Params => ({
  weights: f(weights),
  bias: f(bias),
});
const gradientsOf = (at: Params): Params => mapped((x) => multiply(subtract(x, 1), 0.1), at);
const STEPS = 4;

test.each(catalogue.map(({ call, make }) => [call, make] as const))("%s, compiled and donated", (_, make) => {
  const optimizer = make();
  const step = (at: Params, state: unknown, noise: Params) => {
    const slope = gradientsOf(at);
    const gradients = { weights: add(noise.weights, slope.weights), bias: add(noise.bias, slope.bias) };
    const value = mean(square(at.weights));
    const extra = {
      value,
      valueAndGradient: (elsewhere: Params) => [mean(square(elsewhere.weights)), gradientsOf(elsewhere)] as const,
      hessianDiagonal: mapped(square, gradients),
    };
    const [updates, next] = optimizer.update(gradients, state, at, extra);
    return { params: applyUpdates(at, updates), state: next };
  };
  const compiled = compile(step, { target: wasmTarget({ threads: 1 }), donate: [0, 1] });
  let eager = { params: params(1), state: optimizer.init(params(1)) };
  let fast = { params: params(1), state: optimizer.init(params(1)) };
  for (let k = 0; k < STEPS; k++) {
    eager = step(eager.params, eager.state, params(k + 2));
    fast = compiled(fast.params, fast.state, params(k + 2));
  }
  for (const name of ["weights", "bias"] as const) {
    const [got, expected] = [fast.params[name].dataSync(), eager.params[name].dataSync()];
    const size = Math.hypot(...expected);
    expected.forEach((x, i) => expect(Math.abs(got[i]! - x)).toBeLessThanOrEqual(3e-6 * size));
  }
  expect(compiled.stats.traces).toBe(1);
});
