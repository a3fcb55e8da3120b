import { nn, numpy as np } from "@jax-js/jax";
import type { Functions } from "../workload.ts";

/** Each function owns its inputs: it uses up every one of them once, and others by `ref`. */
export const functions: Functions<np.Array> = {
  matmul: (a: np.Array, b: np.Array) => np.matmul(a, b),
  softmax: (x: np.Array) => nn.softmax(x),
  layerNorm: (x: np.Array, scale: np.Array, bias: np.Array) => nn.standardize(x).mul(scale).add(bias),
  logSumExp: (x: np.Array) => nn.logsumexp(x, -1),
  elementwiseChain: (x: np.Array, y: np.Array) => nn.relu(x.ref.mul(y.ref).add(x)).mul(0.5).sub(y),
};
