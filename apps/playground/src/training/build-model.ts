import { elu, gelu, leakyRelu, relu, sigmoid, silu, tanh } from "@adjoint/activations";
import { activation, conv2d, dense, flatten, type Layer, maxPool, sequential } from "@adjoint/layers";
import { reshape, type Tensor } from "@adjoint/tensor";
import type { AnyTree } from "@adjoint/tree";
import type { TrainingSettings } from "./training-settings.ts";

export type Parameters = AnyTree<Tensor>;

const activations = {
  relu,
  tanh,
  sigmoid,
  gelu: (x: Tensor) => gelu(x),
  silu,
  elu: (x: Tensor) => elu(x),
  leakyRelu: (x: Tensor) => leakyRelu(x),
};

export interface Model {
  readonly layer: Layer<Parameters>;
  /** Of one example. */
  readonly inputShape: readonly number[];
  /** Pixels [n, 64] -> logits [n, 10]. */
  readonly apply: (params: Parameters, x: Tensor) => Tensor;
}

/** A perceptron of one hidden layer, or two convolutions with pools. */
export function buildModel({ model, hidden, activation: name }: TrainingSettings): Model {
  const bend = activation(activations[name]);
  if (model === "mlp") {
    const layer = sequential({ hidden: dense({ outputs: hidden }), bend, output: dense({ outputs: 10 }) });
    return modelOf(layer, [64]);
  }
  const layer = sequential({
    conv1: conv2d({ outputs: 8, kernel: 3, padding: "same" }),
    bend1: bend,
    pool1: maxPool({ window: 2 }),
    conv2: conv2d({ outputs: 16, kernel: 3, padding: "same" }),
    bend2: bend,
    pool2: maxPool({ window: 2 }),
    flatten: flatten(),
    output: dense({ outputs: 10 }),
  });
  return modelOf(layer, [1, 8, 8]);
}

function modelOf<P>(made: Layer<P>, inputShape: readonly number[]): Model {
  const layer = made as unknown as Layer<Parameters>; // of either model: a tree of tensors
  return {
    layer,
    inputShape,
    apply: (params, x) => layer.apply(params, inputShape.length === 1 ? x : reshape(x, [x.shape[0]!, ...inputShape])),
  };
}
