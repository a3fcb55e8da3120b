import { valueAndGrad } from "@adjoint/autodiff";
import { compile } from "@adjoint/compile";
import { softmaxCrossEntropyWithIntegerLabels } from "@adjoint/losses";
import { lossCases } from "@adjoint/losses/testing/loss-cases";
import { adam, applyUpdates } from "@adjoint/optimizers";
import {
  add,
  cast,
  isFloat,
  matmul,
  maximum,
  normal,
  randomKey,
  type Tensor,
  tensor,
  transpose,
  zeros,
} from "@adjoint/tensor";
import { primitiveCases, sampleInputs } from "@adjoint/tensor/testing";
import { expect, test } from "vitest";
import { createWasmTarget } from "./create-wasm-target.ts";
import { labels } from "./parts/labels.ts";
import { wasmTarget } from "./wasm-target.ts";

/** Within 1e-6 of the norm of what is expected; NaN and infinities at the same places. */
function expectClose(got: Tensor, expected: Tensor): void {
  const [values, wanted] = [got.dataSync(), expected.dataSync()];
  expect(got.shape).toEqual(expected.shape);
  const norm = Math.hypot(...Array.from(wanted).filter(Number.isFinite));
  wanted.forEach((x, i) => {
    if (!Number.isFinite(x)) expect(values[i]).toBe(x);
    else expect(Math.abs(values[i]! - x)).toBeLessThanOrEqual(1e-6 * norm);
  });
}

test.each(primitiveCases.filter(({ name }) => name !== "onHost"))("$name on a target without parts", (row) => {
  const inputs = sampleInputs(row, "float32");
  const compiled = compile((...all: Tensor[]) => row.run(...all), { target: createWasmTarget() });
  expectClose(compiled(...inputs), row.run(...inputs));
});

test.each(lossCases)("$name and its gradient on a target with labels alone", ({ loss, inputs }) => {
  const step = (x: Tensor, ...others: Tensor[]): readonly [Tensor, Tensor] =>
    valueAndGrad((at: Tensor) => loss([at, ...others], { reduction: "mean" }))(x);
  const as = (dtype: "float32" | "float64", all: readonly Tensor[]): [Tensor, ...Tensor[]] =>
    all.map((x) => (isFloat(x.dtype) ? cast(x, dtype) : x)) as [Tensor, ...Tensor[]]; // a loss has inputs
  const single = as("float32", inputs);
  const compiled = compile(step, { target: createWasmTarget([labels]) })(...single);
  step(...as("float64", single)).forEach((exact, k) => expectClose(compiled[k]!, exact));
});

test("products with vectors, of any strides, without a part for them", () => {
  const [row, column, matrix] = [
    [1, 19],
    [19, 1],
    [19, 19],
  ].map((shape, i) => normal(randomKey(i), shape)) as [Tensor, Tensor, Tensor]; // three in, three out
  const products = (a: Tensor, b: Tensor, m: Tensor): readonly Tensor[] => [
    matmul(a, m),
    matmul(a, transpose(m)),
    matmul(m, b),
    matmul(transpose(m), b),
    matmul(a, b),
    matmul(b, a),
  ];
  const compiled = compile(products, { target: createWasmTarget() });
  const exact = products(cast(row, "float64"), cast(column, "float64"), cast(matrix, "float64"));
  compiled(row, column, matrix).forEach((product, i) => expectClose(product, exact[i]!));
  expect(compiled.stats.programs[0]!.fallbacks).toEqual([]);
});

test("a perceptron with labels needs no other part: it learns what it learns with all of them", () => {
  const optimizer = adam({ learningRate: 1e-2 });
  const start = () => ({
    hidden: { weights: normal(randomKey(1), [12, 20]), bias: zeros([20]) },
    out: { weights: normal(randomKey(2), [20, 5]), bias: zeros([5]) },
  });
  const x = normal(randomKey(3), [16, 12]);
  const y = tensor(Int32Array.from({ length: 16 }, (_, i) => i % 5));
  type Params = ReturnType<typeof start>;
  type State = ReturnType<typeof optimizer.init>;
  const step = (params: Params, state: State) => {
    const [loss, gradients] = valueAndGrad(({ hidden, out }: Params) => {
      const activations = maximum(add(matmul(x, hidden.weights), hidden.bias), 0);
      return softmaxCrossEntropyWithIntegerLabels(add(matmul(activations, out.weights), out.bias), y);
    })(params);
    const [updates, next] = optimizer.update(gradients, state, params);
    return { params: applyUpdates(params, updates), state: next, loss };
  };
  const losses = [createWasmTarget([labels]), wasmTarget({ threads: 1 })].map((target) => {
    const compiled = compile(step, { target, donate: [0, 1] });
    let [params, state] = [start(), optimizer.init(start())];
    return Array.from({ length: 20 }, () => {
      const result = compiled(params, state);
      [params, state] = [result.params, result.state];
      return result.loss.item();
    });
  });
  losses[0]!.forEach((loss, i) => expect(Math.abs(loss - losses[1]![i]!)).toBeLessThanOrEqual(1e-5 * losses[1]![i]!));
  expect(losses[0]!.at(-1)).toBeLessThan(losses[0]![0]! / 2);
});
