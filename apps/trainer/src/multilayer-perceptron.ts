import { add, matmul, type RandomKey, splitKey, type Tensor, uniform, zeros } from "@adjoint/tensor";
import type { Activation } from "./choices/activations.ts";

interface Layer {
  readonly weights: Tensor;
  readonly bias: Tensor;
}
export type Perceptron = readonly Layer[];

/**
 * Layers of these sizes, from features to outputs: weights uniform in +-sqrt(6 / inputs), which keeps the variance of
 * what passes a relu (He, Zhang, Ren, Sun 2015, section 2.2), and biases of 0.
 */
export function initPerceptron(key: RandomKey, sizes: readonly number[]): Perceptron {
  const keys = splitKey(key, sizes.length);
  return sizes.slice(1).map((outputs, i) => {
    const inputs = sizes[i]!;
    const high = Math.sqrt(6 / inputs);
    return { weights: uniform(keys[i]!, [inputs, outputs], { low: -high, high }), bias: zeros([outputs]) };
  });
}

/** x [n, features] -> [n, outputs]; the last layer has no activation. */
export const applyPerceptron = (layers: Perceptron, x: Tensor, activation: Activation): Tensor =>
  layers.reduce((input, { weights, bias }, i) => {
    const output = add(matmul(input, weights), bias);
    return i < layers.length - 1 ? activation(output) : output;
  }, x);
