import { setTimeout } from "node:timers/promises";
import { valueAndGrad } from "@adjoint/autodiff";
import { compile } from "@adjoint/compile";
import { softmaxCrossEntropyWithIntegerLabels } from "@adjoint/losses";
import { adam, applyUpdates } from "@adjoint/optimizers";
import {
  add,
  conv2d,
  flip,
  isTensor,
  layerNorm,
  matmul,
  max,
  maxPool2d,
  mean,
  multiply,
  normal,
  randomKey,
  maximum,
  reshape,
  softmax,
  sum,
  take,
  type Tensor,
  tensor,
  transpose,
  zeros,
} from "@adjoint/tensor";
import { beforeAll, expect, test } from "vitest";
import { threadedEngine } from "./threaded-engine.ts";
import { wasmTarget } from "./wasm-target.ts";

const COUNTS = [2, 3];
const positive = (x: Tensor): Tensor => maximum(x, 0);
const value = (seed: number, ...shape: number[]): Tensor => normal(randomKey(seed), shape, { standardDeviation: 0.3 });
const labels = (count: number, classes: number): Tensor =>
  tensor(
    Array.from({ length: count }, (_, i) => (i * 7) % classes),
    { dtype: "int32" },
  );

beforeAll(async () => {
  for (const count of COUNTS) while (!threadedEngine(count).pool.isReady) await setTimeout(10);
}, 60_000);

const leavesOf = (tree: unknown): Tensor[] =>
  isTensor(tree) ? [tree] : typeof tree === "object" && tree !== null ? Object.values(tree).flatMap(leavesOf) : [];
const bitsOf = (tree: unknown): number[][] =>
  leavesOf(tree).map((t) => {
    const values = t.dataSync();
    return [...new Int32Array(values.buffer, values.byteOffset, values.byteLength >> 2)];
  });

/** What each program makes of its arguments, which it may keep; sizes that no number of threads divides. */
const programs: Readonly<
  Record<string, { readonly f: (...inputs: Tensor[]) => unknown; readonly inputs: () => Tensor[] }>
> = {
  "a train step of a perceptron": {
    inputs: () => [value(1, 131, 203), value(2, 203, 157), value(3, 157), value(4, 157, 11), labels(131, 11)],
    f: (x, hidden, bias, output, targets) => {
      const loss = (p: { hidden: Tensor; bias: Tensor; output: Tensor }): Tensor =>
        softmaxCrossEntropyWithIntegerLabels(matmul(positive(add(matmul(x, p.hidden), p.bias)), p.output), targets);
      const params = { hidden: hidden, bias: bias, output: output };
      const optimizer = adam({ learningRate: 0.01 });
      const [cost, gradients] = valueAndGrad(loss)(params);
      const [updates, state] = optimizer.update(gradients, optimizer.init(params), params);
      return { params: applyUpdates(params, updates), state, cost };
    },
  },
  "convolutions and pooling, with their gradients": {
    inputs: () => [value(5, 17, 3, 29, 29), value(6, 13, 3, 3, 3), value(7, 5, 13, 3, 3)],
    f: (x, first, second) =>
      valueAndGrad((p: { first: Tensor; second: Tensor; x: Tensor }) => {
        const features = maxPool2d(positive(conv2d(p.x, p.first)), { window: 2 });
        return mean(multiply(conv2d(features, p.second, { padding: 1 }), 3));
      })({ first: first, second: second, x: x }),
  },
  "norms, softmax, sums over any axes, and movement": {
    inputs: () => [value(8, 37, 41, 53), value(9, 53), value(10, 53)],
    f: (x, scale, bias) => {
      const normed = layerNorm(x, scale, bias);
      const weights = softmax(matmul(normed, transpose(normed, [0, 2, 1])));
      return {
        weights,
        sums: [sum(normed), sum(x, { axis: 0 }), sum(x, { axis: 1 }), max(x, { axis: [0, 2] })],
        turned: reshape(transpose(flip(x), [2, 0, 1]), [53 * 37, 41]),
        products: matmul(weights, normed),
      };
    },
  },
  "the gradient of a bias behind an activation": {
    inputs: () => [value(13, 301, 129), value(14, 301, 129), value(15, 129)],
    f: (x, weights, bias) => {
      const lossOf = (b: Tensor): Tensor => sum(multiply(weights, positive(add(x, b))));
      return { gradient: valueAndGrad(lossOf)(bias), largest: max(multiply(x, weights), { axis: 0 }) };
    },
  },
  "the gradients of biases of channels": {
    inputs: () => [value(16, 33, 13, 27, 31), value(17, 33, 13, 27, 31), value(18, 13, 1, 1), value(19, 33, 1, 1, 1)],
    f: (x, weights, bias, images) => {
      const lossOf = (p: { b: Tensor; i: Tensor }): Tensor => sum(multiply(weights, positive(add(add(x, p.b), p.i))));
      return valueAndGrad(lossOf)({ b: bias, i: images });
    },
  },
  "an embedding and its gradient": {
    inputs: () => [value(11, 65, 129), labels(1021, 65), value(12, 1021, 129)],
    f: (table, tokens, weights) =>
      valueAndGrad((t: Tensor) => sum(multiply(multiply(take(t, tokens), take(t, tokens)), weights)))(table),
  },
};

test.each(Object.entries(programs))("%s gives the same bits on any number of threads", (_, { f, inputs }) => {
  const one = compile(f, { target: wasmTarget({ threads: 1 }) });
  const expected = bitsOf(one(...inputs()));
  expect(expected.flat().length).toBeGreaterThan(0);
  for (const threads of COUNTS) {
    const shared = compile(f, { target: wasmTarget({ threads }) });
    for (let call = 0; call < 3; call++) expect(bitsOf(shared(...inputs()))).toEqual(expected);
    shared.dispose();
  }
});

test("small sums that one thread does beside the products of another have working memory of their own", () => {
  // a product for each sum, so that whoever is free gets to the sums while others pack products
  const f = (a: Tensor, b: Tensor, xs: readonly Tensor[]): unknown => ({
    products: xs.map((_, i) => matmul(multiply(a, i + 1), b)),
    sums: xs.map((x) => sum(x, { axis: 0 })),
  });
  const inputs = [
    value(20, 129, 131),
    value(21, 131, 127),
    Array.from({ length: 12 }, (_, i) => value(i, 65, 67)),
  ] as const;
  const expected = bitsOf(compile(f, { target: wasmTarget({ threads: 1 }) })(...inputs));
  for (const threads of COUNTS) {
    const shared = compile(f, { target: wasmTarget({ threads }) });
    for (let call = 0; call < 15; call++) expect(bitsOf(shared(...inputs))).toEqual(expected);
    shared.dispose();
  }
});

test("donated values stay on shared memory as on any other", () => {
  const n = 300_000;
  const f = compile((p: { w: Tensor }, x: Tensor) => ({ w: add(multiply(p.w, 0.5), x) }), {
    target: wasmTarget({ threads: 2 }),
    donate: [0],
  });
  const x = tensor(new Float32Array(n).fill(1));
  let params = { w: zeros([n]) };
  for (let i = 0; i < 3; i++) params = f(params, x);
  expect(new Set(params.w.dataSync())).toEqual(new Set([1.75]));
});

test("what a number of threads must be", () => {
  for (const threads of [0, 1.5, Number.NaN])
    expect(() => wasmTarget({ threads })).toThrow(`wasmTarget: threads must be an integer from 1 up, got ${threads}`);
});
