import { lax, nn, numpy as np } from "@jax-js/jax";
import type { Block, Linear, Losses, Norm } from "../models.ts";

/** Each function owns its inputs: it uses up every one of them once, and others by `ref`. */
export const losses: Losses<np.Array> = {
  perceptron: ({ layers }, { inputs, labels }) => {
    const logits = layers.reduce((x, layer, i) => linear(i === 0 ? x : nn.relu(x), layer), inputs);
    return crossEntropy(logits, labels);
  },

  convolutional: ({ first, second, dense }, { inputs, labels }) => {
    const features = filterAndPool(filterAndPool(inputs, first), second);
    return crossEntropy(linear(features.reshape([labels.size, -1]), dense), labels);
  },

  gpt: ({ tokens, positions, blocks, norm, head }, { inputs, labels }, { heads }) => {
    const embedded = np.take(tokens, inputs, 0).add(positions);
    const last = blocks.reduce((x, block) => {
      const attended = x.ref.add(attend(normalize(x, block.attentionNorm), block, heads));
      return attended.ref.add(expand(normalize(attended, block.expansionNorm), block));
    }, embedded);
    return crossEntropy(linear(normalize(last, norm), head), labels);
  },
};

const linear = (x: np.Array, { weights, bias }: Linear<np.Array>): np.Array => np.matmul(x, weights).add(bias);

const normalize = (x: np.Array, { scale, bias }: Norm<np.Array>): np.Array => nn.standardize(x).mul(scale).add(bias);

function crossEntropy(logits: np.Array, labels: np.Array): np.Array {
  const chosen = nn.oneHot(labels, logits.shape.at(-1)!);
  return nn.logSoftmax(logits).mul(chosen).sum(-1).mean().neg();
}

function filterAndPool(x: np.Array, { weights, bias }: Linear<np.Array>): np.Array {
  const filtered = lax.conv(x, weights, [1, 1], "SAME").add(bias.reshape([-1, 1, 1]));
  return lax.reduceWindow(nn.relu(filtered), (window) => np.max(window), [2, 2], [2, 2]);
}

/** By products of matrices: the attention of the library goes through einsum, which needs Node.js 22. */
function attend(x: np.Array, { attention, projection }: Block<np.Array>, heads: number): np.Array {
  const { shape } = x;
  const [batch, time, width] = shape as [number, number, number]; // [batch, time, width]
  const toHeads = (part: np.Array): np.Array =>
    part.reshape([batch, time, heads, width / heads]).transpose([0, 2, 1, 3]);
  const parts = np.split(linear(x, attention), 3, -1).map(toHeads);
  const [queries, keys, values] = parts as [np.Array, np.Array, np.Array]; // three asked for
  const scores = np.matmul(queries, keys.transpose([0, 1, 3, 2])).mul(1 / Math.sqrt(width / heads));
  const visible = np.where(np.tri(time, time, 0, { dtype: np.bool }), scores, -Infinity);
  const seen = np.matmul(nn.softmax(visible), values);
  return linear(seen.transpose([0, 2, 1, 3]).reshape(shape), projection);
}

const expand = (x: np.Array, { expansion, contraction }: Block<np.Array>): np.Array =>
  linear(nn.gelu(linear(x, expansion)), contraction);
