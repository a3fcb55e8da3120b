import { valueAndGrad } from "@adjoint/autodiff";
import { compile } from "@adjoint/compile";
import { softmaxCrossEntropyWithIntegerLabels } from "@adjoint/losses";
import { adam, applyUpdates, momentum } from "@adjoint/optimizers";
import {
  add,
  conv2d,
  matmul,
  maximum,
  maxPool2d,
  normal,
  randomKey,
  reshape,
  type Tensor,
  tensor,
  zeros,
} from "@adjoint/tensor";
import type { GpuDevice } from "../gpu-device.ts";
import { gpuTarget } from "../target/gpu-target.ts";
import { expectClose } from "./expect-close.ts";
import type { GpuCase } from "./gpu-case.ts";

type Layers = { readonly [name: string]: { readonly weights: Tensor; readonly bias: Tensor } };

/** A model, and examples to train it on. */
interface Model {
  readonly start: Layers;
  readonly x: Tensor;
  readonly labels: Tensor;
  logits(layers: Layers, x: Tensor): Tensor;
}

const weights = (seed: number, shape: readonly number[]): Tensor =>
  normal(randomKey(seed), shape, { standardDeviation: 0.3 });
const labelsOf = (count: number, classes: number): Tensor =>
  tensor(
    Array.from({ length: count }, (_, i) => (i * 7) % classes),
    { dtype: "int32" },
  );
const dense = (x: Tensor, { weights: w, bias }: Layers[string]): Tensor => add(matmul(x, w), bias);
const relu = (x: Tensor): Tensor => maximum(x, 0);

const perceptron: Model = {
  start: {
    hidden: { weights: weights(1, [20, 16]), bias: zeros([16]) },
    output: { weights: weights(2, [16, 5]), bias: zeros([5]) },
  },
  x: normal(randomKey(3), [24, 20]),
  labels: labelsOf(24, 5),
  logits: ({ hidden, output }, x) => dense(relu(dense(x, hidden!)), output!),
};

const network: Model = {
  start: {
    first: { weights: weights(4, [4, 1, 3, 3]), bias: zeros([4, 1, 1]) },
    second: { weights: weights(5, [6, 4, 3, 3]), bias: zeros([6, 1, 1]) },
    output: { weights: weights(6, [24, 5]), bias: zeros([5]) },
  },
  x: normal(randomKey(7), [6, 1, 10, 10]),
  labels: labelsOf(6, 5),
  logits: ({ first, second, output }, x) => {
    const one = relu(add(conv2d(x, first!.weights, { padding: 1 }), first!.bias));
    const two = relu(add(conv2d(maxPool2d(one, { window: 2 }), second!.weights, { stride: 2 }), second!.bias));
    return dense(reshape(two, [x.shape[0]!, -1]), output!);
  },
};

const optimizers = {
  adam: adam({ learningRate: (step) => 0.03 / (1 + step) }),
  momentum: momentum({ learningRate: 0.05 }),
};

/** Trains on the device and on the CPU side by side: the same losses, and no array more from step to step. */
async function follow(device: GpuDevice, model: Model, name: keyof typeof optimizers, steps: number): Promise<void> {
  const optimizer = optimizers[name];
  const step = (params: Layers, state: ReturnType<typeof optimizer.init>, x: Tensor, labels: Tensor) => {
    const [loss, gradients] = valueAndGrad((layers: Layers) =>
      softmaxCrossEntropyWithIntegerLabels(model.logits(layers, x), labels),
    )(params);
    const [updates, next] = optimizer.update(gradients, state as never, params); // of the optimizer at hand
    return { params: applyUpdates(params, updates), state: next, loss };
  };
  const compiled = compile(step, { target: gpuTarget(device), donate: [0, 1] });
  const { start, x, labels } = model;
  const copied = (): Layers =>
    Object.fromEntries(
      Object.entries(start).map(([layer, { weights: w, bias }]) => [layer, { weights: add(w, 0), bias: add(bias, 0) }]),
    );
  let eager = step(start, optimizer.init(start), x, labels);
  let fast = compiled(copied(), optimizer.init(copied()), x, labels);
  let live = 0;
  for (let k = 1; k < steps; k++) {
    await expectClose(fast.loss, eager.loss, 2e-4);
    fast.loss.dispose();
    if (k === 2) live = device.liveArrays;
    if (k > 2 && device.liveArrays > live)
      throw new Error(`step ${k}: expected no more than ${live} live arrays, got ${device.liveArrays}`);
    eager = step(eager.params, eager.state, x, labels);
    fast = compiled(fast.params, fast.state, x, labels);
  }
  await expectClose(fast.params, eager.params, 2e-3);
  compiled.dispose();
}

/** Losses on the device are those on the CPU, step by step. */
export const trainingCases: readonly GpuCase[] = [
  { name: "a perceptron with Adam follows the CPU", run: (device) => follow(device, perceptron, "adam", 20) },
  {
    name: "a convolutional network with momentum follows the CPU",
    run: (device) => follow(device, network, "momentum", 8),
  },
];
