import { ok } from "node:assert/strict";
import { test } from "node:test";
import { adam, applyUpdates } from "@adjoint/optimizers";
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import { updateVariables } from "../src/update-variables.ts";

const inputs = [-1, 0, 1, 2];
const targets = inputs.map((x) => 2 * x + 1);
type Update = (gradients: tf.NamedTensorMap) => void;

/** Forty steps of the fit of a line: its mean squared errors. TensorFlow.js has no gradients in Node.js: they are here. */
async function follow(makeUpdate: (variables: readonly tf.Variable[]) => Update): Promise<number[]> {
  await tf.setBackend("cpu");
  const [slope, offset] = [tf.variable(tf.scalar(0)), tf.variable(tf.scalar(0))] as const;
  const [x, y] = [tf.tensor1d(inputs), tf.tensor1d(targets)];
  const update = makeUpdate([slope, offset]);
  return Array.from({ length: 40 }, () => {
    const errors = tf.sub(tf.add(tf.mul(x, slope), offset), y);
    const gradients = {
      [slope.name]: tf.mul(2, tf.mean(tf.mul(errors, x))),
      [offset.name]: tf.mul(2, tf.mean(errors)),
    };
    const loss = tf.mean(tf.square(errors)).dataSync()[0]!;
    update(gradients as tf.NamedTensorMap);
    return loss;
  });
}

function expectSame(got: readonly number[], wanted: readonly number[]): void {
  got.forEach((value, i) => {
    ok(Math.abs(value - wanted[i]!) < 1e-4 * Math.max(1, wanted[i]!), `step ${i}: ${value} and ${wanted[i]}`);
  });
  ok(got.at(-1)! < 0.05 * got[0]!);
}

test("on variables of TensorFlow.js, Adam goes the way of its own Adam", async () => {
  const theirs = await follow(() => {
    const optimizer = tf.train.adam(0.1, 0.9, 0.999, 1e-7);
    return (gradients) =>
      optimizer.applyGradients(Object.entries(gradients).map(([name, gradient]) => ({ name, tensor: gradient })));
  });
  expectSame(await follow((all) => updateVariables(adam({ learningRate: 0.1, epsilon: 1e-7 }), all)), theirs);
});

test("on plain numbers it goes the same way, without tensors", async () => {
  const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  const optimizer = adam({ learningRate: 0.1 });
  let line = { slope: 0, offset: 0 };
  let state = optimizer.init(line);
  const losses = Array.from({ length: 40 }, () => {
    const errors = inputs.map((x, i) => line.slope * x + line.offset - targets[i]!);
    const gradients = { slope: 2 * mean(errors.map((e, i) => e * inputs[i]!)), offset: 2 * mean(errors) };
    const [updates, next] = optimizer.update(gradients, state, line);
    line = applyUpdates(line, updates);
    state = next;
    return mean(errors.map((e) => e * e));
  });
  expectSame(losses, await follow((all) => updateVariables(adam({ learningRate: 0.1 }), all)));
});

test("on typed arrays it goes the same way, whatever holds them", () => {
  const optimizer = adam({ learningRate: 0.1 });
  const start = { weights: new Float64Array([3, -2]) };
  const numbers = { weights: [3, -2] };
  const [arrays] = optimizer.update(start, optimizer.init(start), start);
  const [plain] = optimizer.update(numbers, optimizer.init(numbers), numbers);
  ok(arrays.weights.every((value, i) => value === plain.weights[i]));
});
