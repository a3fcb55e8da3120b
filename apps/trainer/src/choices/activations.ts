import { elu, gelu, leakyRelu, relu, sigmoid, silu, tanh } from "@adjoint/activations";
import type { Tensor } from "@adjoint/tensor";

export type Activation = (x: Tensor) => Tensor;

export const activations: Readonly<Record<string, Activation>> = {
  relu,
  tanh,
  sigmoid,
  "leaky-relu": (x) => leakyRelu(x),
  elu: (x) => elu(x),
  gelu: (x) => gelu(x),
  silu,
};
