import * as tf from "@tensorflow/tfjs-core";
import type { Functions } from "../workload.ts";

export function layerNorm(x: tf.Tensor, scale: tf.Tensor, bias: tf.Tensor): tf.Tensor {
  const { mean, variance } = tf.moments(x, -1, true);
  const normalized = tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, 1e-5)));
  return tf.add(tf.mul(normalized, scale), bias);
}

export const functions: Functions<tf.Tensor> = {
  matmul: (a: tf.Tensor, b: tf.Tensor) => tf.matMul(a, b),
  softmax: (x: tf.Tensor) => tf.softmax(x),
  layerNorm,
  logSumExp: (x: tf.Tensor) => tf.logSumExp(x, -1),
  elementwiseChain: (x: tf.Tensor, y: tf.Tensor) => tf.sub(tf.mul(tf.relu(tf.add(tf.mul(x, y), x)), 0.5), y),
};
