import { type Tensor, tensor } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { randomNumbers } from "../tests/random-numbers.ts";
import { valuesOf } from "../tests/values-of.ts";
import { applyUpdates, type GradientTransform, scaleBySm3, sm3 } from "./index.ts";

/** SM3-II over the slices of each axis of a tensor, with momentum, in plain numbers. */
function reference(shape: readonly number[], eta: number, beta: number) {
  const size = shape.reduce((a, b) => a * b, 1);
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1));
  const sliceOf = (i: number, axis: number): number => Math.floor(i / strides[axis]!) % shape[axis]!;
  let mu = shape.map((n) => Array.from({ length: n }, () => 0));
  const m = Array.from({ length: size }, () => 0);
  return (w: number[], gradients: readonly number[]): void => {
    const next = shape.map((n) => Array.from({ length: n }, () => 0));
    gradients.forEach((g, i) => {
      const nu = Math.min(...shape.map((_, axis) => mu[axis]![sliceOf(i, axis)]!)) + g * g;
      m[i] = beta * m[i]! + (1 - beta) * (nu === 0 ? 0 : g / Math.sqrt(nu));
      w[i] = w[i]! - eta * m[i];
      shape.forEach((_, axis) => {
        const r = sliceOf(i, axis);
        next[axis]![r] = Math.max(next[axis]![r]!, nu);
      });
    });
    mu = next;
  };
}

describe("follows SM3-II", () => {
  test.each([[[3, 4]], [[2, 3, 2]], [[12]]])("on shape %j", (shape) => {
    const random = randomNumbers(4);
    const expected = Array.from({ length: 12 }, random);
    const make = (values: readonly number[]): Tensor => tensor([...values], { shape, dtype: "float64" });
    const optimizer = sm3({ learningRate: 0.1, momentum: 0.7 });
    const step = reference(shape, 0.1, 0.7);
    let params = make(expected);
    let state = optimizer.init(params);
    for (let t = 0; t < 30; t++) {
      const gradients = expected.map((p, i) => (i === 5 ? 0 : p + random()));
      const [updates, next] = optimizer.update(make(gradients), state, params);
      params = applyUpdates(params, updates);
      state = next;
      step(expected, gradients);
      const got = params.dataSync();
      expected.forEach((p, i) => expect(Math.abs(got[i]! - p)).toBeLessThanOrEqual(1e-13));
    }
  });
});

test("on a vector it is AdaGrad without epsilon", () => {
  const transform: GradientTransform<unknown> = scaleBySm3();
  let state = transform.init(0);
  for (const [g, expected] of [
    [3, 1],
    [4, 0.8],
    [0, 0],
    [12, 12 / 13],
  ] as const) {
    const [update, next] = transform.update<number>(g, state, 0);
    state = next;
    expect(update).toBeCloseTo(expected, 15);
  }
});

test("keeps a number for each row and column, by the path of the leaf", () => {
  const params = {
    w: tensor([
      [1, 2, 3],
      [4, 5, 6],
    ]),
    b: 0,
  };
  const optimizer = sm3({ learningRate: 1 });
  const start = optimizer.init(params);
  expect(valuesOf(start.scaling.accumulators)).toEqual({ w: [[[0], [0]], [[0, 0, 0]]], b: [0] });
  const [, { scaling }] = optimizer.update(params, start, params);
  expect(valuesOf(scaling.accumulators)).toEqual({ w: [[[9], [36]], [[16, 25, 36]]], b: [0] });
});

test("empty leaves are fine", () => {
  const none = tensor([], { shape: [0, 3] });
  const optimizer = sm3({ learningRate: 1 });
  let [updates, state] = optimizer.update(none, optimizer.init(none), none);
  [updates, state] = optimizer.update(none, state, none);
  expect(updates.shape).toEqual([0, 3]);
  expect(state.momentum.step.item()).toBe(2);
});
