import { relu } from "@adjoint/activations";
import { add, layerNorm, logSumExp, matmul, multiply, softmax, subtract, type Tensor } from "@adjoint/tensor";
import type { Functions } from "../workload.ts";

export const functions: Functions<Tensor> = {
  matmul: (a: Tensor, b: Tensor) => matmul(a, b),
  softmax: (x: Tensor) => softmax(x),
  layerNorm: (x: Tensor, scale: Tensor, bias: Tensor) => layerNorm(x, scale, bias),
  logSumExp: (x: Tensor) => logSumExp(x, { axis: -1 }),
  elementwiseChain: (x: Tensor, y: Tensor) => subtract(multiply(relu(add(multiply(x, y), x)), 0.5), y),
};
