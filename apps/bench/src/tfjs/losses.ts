import * as tf from "@tensorflow/tfjs-core";
import type { Block, Linear, Losses } from "../models.ts";
import { layerNorm } from "./functions.ts";

/**
 * The models in the layout of this library: images have their channels last, labels and tokens are one-hot, since its
 * WebAssembly backend has no kernel for the gradient of a gather.
 */
export const losses: Losses<tf.Tensor> = {
  perceptron: ({ layers }, { inputs, labels }) => {
    const logits = layers.reduce((x, layer, i) => linear(i === 0 ? x : tf.relu(x), layer), inputs);
    return tf.losses.softmaxCrossEntropy(labels, logits);
  },

  convolutional: ({ first, second, dense }, { inputs, labels }) => {
    const features = filterAndPool(filterAndPool(inputs, first), second);
    return tf.losses.softmaxCrossEntropy(labels, linear(tf.reshape(features, [labels.shape[0], -1]), dense));
  },

  gpt: ({ tokens, positions, blocks, norm, head }, { inputs, labels }, { heads }) => {
    const mask = futureMask(positions.shape[0]);
    const embedded = tf.add(times(inputs, tokens), positions);
    const last = blocks.reduce((x, block) => {
      const { attentionNorm, expansionNorm } = block;
      const attended = tf.add(x, attend(layerNorm(x, attentionNorm.scale, attentionNorm.bias), block, mask, heads));
      return tf.add(attended, expand(layerNorm(attended, expansionNorm.scale, expansionNorm.bias), block));
    }, embedded);
    return tf.losses.softmaxCrossEntropy(labels, linear(layerNorm(last, norm.scale, norm.bias), head));
  },
};

/** x [...s, inputs] times weights [inputs, outputs]: one product of matrices. */
function times(x: tf.Tensor, weights: tf.Tensor): tf.Tensor {
  if (x.rank === 2) return tf.matMul(x, weights);
  const rows = tf.reshape(x, [-1, x.shape.at(-1)!]);
  return tf.reshape(tf.matMul(rows, weights), [...x.shape.slice(0, -1), weights.shape.at(-1)!]);
}

const linear = (x: tf.Tensor, { weights, bias }: Linear<tf.Tensor>): tf.Tensor => tf.add(times(x, weights), bias);

function filterAndPool(x: tf.Tensor, { weights, bias }: Linear<tf.Tensor>): tf.Tensor {
  const filtered = tf.conv2d(x as tf.Tensor4D, weights as tf.Tensor4D, 1, "same"); // both have four axes
  return tf.maxPool(tf.relu(tf.add<tf.Tensor4D>(filtered, bias)), 2, 2, "valid");
}

/** [batch, time, width] -> [batch, heads, time, width / heads] */
const toHeads = (x: tf.Tensor, heads: number): tf.Tensor =>
  tf.transpose(tf.reshape(x, [x.shape[0], x.shape[1]!, heads, -1]), [0, 2, 1, 3]);

function attend(x: tf.Tensor, { attention, projection }: Block<tf.Tensor>, mask: tf.Tensor, heads: number): tf.Tensor {
  const parts = tf.split(linear(x, attention), 3, -1).map((part) => toHeads(part, heads));
  const [queries, keys, values] = parts as [tf.Tensor, tf.Tensor, tf.Tensor]; // three asked for
  const scores = tf.mul(tf.matMul(queries, keys, false, true), 1 / Math.sqrt(queries.shape[3]!));
  const seen = tf.matMul(tf.softmax(tf.add(scores, mask)), values);
  return linear(tf.reshape(tf.transpose(seen, [0, 2, 1, 3]), x.shape), projection);
}

/** [time, time]: 0 where a token may look, far below every score where it may not. */
const futureMask = (time: number): tf.Tensor =>
  tf.tensor2d(
    Float32Array.from({ length: time * time }, (_, i) => (i % time <= Math.floor(i / time) ? 0 : -1e9)),
    [time, time],
  );

const expand = (x: tf.Tensor, { expansion, contraction }: Block<tf.Tensor>): tf.Tensor =>
  linear(gelu(linear(x, expansion)), contraction);

/** x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2 */
function gelu(x: tf.Tensor): tf.Tensor {
  const inner = tf.mul(x, tf.add(tf.mul(tf.square(x), 0.044715 * Math.sqrt(2 / Math.PI)), Math.sqrt(2 / Math.PI)));
  return tf.mul(tf.mul(x, tf.add(tf.tanh(inner), 1)), 0.5);
}
