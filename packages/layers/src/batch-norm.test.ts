import { grad, valueAndGrad } from "@adjoint/autodiff";
import { mean, normal, randomKey, sum, type Tensor, tensor, variance, zeros } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { batchNorm } from "./batch-norm.ts";
import { sequential } from "./sequential.ts";

const key = randomKey(0);
const layer = batchNorm();
const params = layer.init(key, [3, 4, 5]);
const state = layer.initState([3, 4, 5]);
const x = normal(key, [8, 3, 4, 5], { mean: 2, standardDeviation: 3 });
const overAll = { axis: [0, 2, 3] };

test("starts from mean 0 and variance 1, scale 1 and bias 0", () => {
  expect([state.mean.toArray(), state.variance.toArray()]).toEqual([[0, 0, 0], [1, 1, 1]]); // biome-ignore format: one line
  expect([params.scale.toArray(), params.bias.toArray()]).toEqual([[1, 1, 1], [0, 0, 0]]); // biome-ignore format: one line
});

test("while training each channel of the batch gets mean 0 and variance 1", () => {
  const y = layer.apply(params, x, { state, training: true });
  for (const value of mean(y, overAll).dataSync()) expect(value).toBeCloseTo(0, 5);
  for (const value of variance(y, overAll).dataSync()) expect(value).toBeCloseTo(1, 4);
});

test("the running statistics come to those of the batches, and are what is used afterwards", () => {
  let running = state;
  for (let step = 0; step < 200; step++)
    running = layer.applyWithState(params, x, { state: running, training: true })[1];
  running.mean.dataSync().forEach((value, i) => {
    expect(value).toBeCloseTo(mean(x, overAll).dataSync()[i]!, 4);
  });
  running.variance.dataSync().forEach((value, i) => {
    expect(value).toBeCloseTo((variance(x, overAll).dataSync()[i]! * 160) / 159, 3);
  });
  const [y, after] = layer.applyWithState(params, x, { state: running });
  expect(after).toBe(running);
  expect(mean(y).item()).toBeCloseTo(0, 4);
  expect(layer.apply(params, x, { state })).not.toEqual(y);
});

test("a gradient reaches the parameters through the statistics, and leaves the state alone", () => {
  const loss = (p: typeof params) => {
    const [y, next] = layer.applyWithState(p, x, { state, training: true });
    return { loss: sum(y), next };
  };
  const [{ next }, gradients] = valueAndGrad(loss)(params);
  expect(Object.keys(next)).toEqual(["mean", "variance"]);
  for (const value of gradients.scale.dataSync()) expect(Math.abs(value)).toBeLessThan(1e-3);
  expect(gradients.bias.toArray()).toEqual([160, 160, 160]);
  // normalized numbers sum to 0 whatever x is
  const ofX = grad((t: Tensor) => sum(layer.apply(params, t, { state, training: true })))(x);
  for (const value of ofX.dataSync()) expect(Math.abs(value)).toBeLessThan(1e-5);
  const ofState = grad((s: typeof state) => sum(layer.applyWithState(params, x, { state: s, training: true })[0]))(
    state,
  );
  expect(ofState.mean.toArray()).toEqual([0, 0, 0]);
});

test("two of them in a model keep their states apart", () => {
  const model = sequential({ first: batchNorm({ decay: 0 }), second: batchNorm({ decay: 0.5 }) });
  const [, next] = model.applyWithState(model.init(key, [3]), normal(key, [9, 3]), {
    state: model.initState([3]),
    training: true,
  });
  expect(next.first.mean).not.toEqual(next.second.mean);
  next.second.variance.dataSync().forEach((value) => {
    expect(value).toBeCloseTo(0.5 + (0.5 * 9) / 8, 3); // of what the first one normalized
  });
});

test("mistakes", () => {
  expect(() => batchNorm({ decay: 1 })).toThrow(RangeError);
  expect(() => batchNorm({ epsilon: 0 })).toThrow("batchNorm: epsilon must be positive, got 0");
  expect(() => layer.apply(params, x, {} as never)).toThrow("batchNorm: its state is needed, got none");
  expect(() => layer.apply(params, zeros([1, 3]), { state, training: true })).toThrow(
    "batchNorm: two numbers or more for each channel are needed while training, got [1,3]",
  );
  expect(() => layer.apply(params, tensor([1, 2, 3]), { state, training: true })).toThrow("got [3]");
  expect(() => layer.init(key, [])).toThrow("batchNorm: examples [channels, ...sizes] are needed, got []");
});
