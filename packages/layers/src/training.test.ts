import { relu } from "@adjoint/activations";
import { valueAndGrad } from "@adjoint/autodiff";
import { compile } from "@adjoint/compile";
import { softmaxCrossEntropyWithIntegerLabels } from "@adjoint/losses";
import { adam, applyUpdates } from "@adjoint/optimizers";
import { foldIn, randomKey, type Tensor, tensor } from "@adjoint/tensor";
import { wasmTarget } from "@adjoint/wasm-kernels";
import { expect, test } from "vitest";
import {
  activation,
  batchNorm,
  dense,
  dropout,
  embedding,
  gru,
  type ParamsOf,
  type StateOf,
  sequential,
} from "./index.ts";

const int32 = { dtype: "int32" } as const;

/** Sequences of bits, and whether the ones among them are an odd number: what no linear model learns. */
const sequences = Array.from({ length: 16 }, (_, i) => [i >> 3, i >> 2, i >> 1, i].map((bits) => bits & 1));
const x = tensor(sequences, int32);
const labels = tensor(
  sequences.map((bits) => bits.reduce((parity, bit) => parity ^ bit, 0)),
  int32,
);

const model = sequential({
  bits: embedding({ vocabulary: 2, width: 8 }),
  recurrent: gru({ units: 16, output: "last" }),
  norm: batchNorm(),
  relu: activation(relu),
  dropout: dropout({ rate: 0.1 }),
  output: dense({ outputs: 2 }),
});
type Params = ParamsOf<typeof model>;
type State = StateOf<typeof model>;

const optimizer = adam({ learningRate: 0.02 });

function step(params: Params, state: State, moments: ReturnType<typeof optimizer.init>, key: Tensor) {
  const loss = (p: Params) => {
    const [logits, next] = model.applyWithState(p, x, { state, key, training: true });
    return { loss: softmaxCrossEntropyWithIntegerLabels(logits, labels), next };
  };
  const [{ loss: value, next }, gradients] = valueAndGrad(loss)(params);
  const [updates, nextMoments] = optimizer.update(gradients, moments, params);
  return { params: applyUpdates(params, updates), state: next, moments: nextMoments, loss: value };
}

function train(run: typeof step, steps: number) {
  const start = model.init(randomKey(0), [4]);
  let now = { params: start, state: model.initState([4]), moments: optimizer.init(start), loss: tensor(0) };
  for (let i = 0; i < steps; i++) now = run(now.params, now.state, now.moments, foldIn(randomKey(1), i));
  return now;
}

test("a model with state and dropout learns parity, compiled once", () => {
  const compiled = compile(step, { target: wasmTarget(), donate: [0, 1, 2] });
  const { params, state } = train(compiled, 300);
  const logits = model.apply(params, x, { state });
  expect(softmaxCrossEntropyWithIntegerLabels(logits, labels).item()).toBeLessThan(0.05);
  expect(compiled.stats.traces).toBe(1);
  compiled.dispose();
});

test("compiled by the interpreter, steps have the same bits as uncompiled ones", () => {
  expect(train(compile(step), 5)).toEqual(train(step, 5));
});
