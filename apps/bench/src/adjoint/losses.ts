import { gelu, relu } from "@adjoint/activations";
import { softmaxCrossEntropyWithIntegerLabels } from "@adjoint/losses";
import {
  add,
  conv2d,
  layerNorm,
  matmul,
  maxPool2d,
  reshape,
  scaledDotProductAttention,
  split,
  swapAxes,
  type Tensor,
  take,
} from "@adjoint/tensor";
import type { Block, Linear, Losses, Norm } from "../models.ts";

const linear = (x: Tensor, { weights, bias }: Linear<Tensor>): Tensor => add(matmul(x, weights), bias);

const normalize = (x: Tensor, { scale, bias }: Norm<Tensor>): Tensor => layerNorm(x, scale, bias);

/** A convolution 3 x 3 that keeps the size, relu and max pool 2. */
const filterAndPool = (x: Tensor, { weights, bias }: Linear<Tensor>): Tensor =>
  maxPool2d(relu(add(conv2d(x, weights, { padding: "same" }), reshape(bias, [bias.size, 1, 1]))), { window: 2 });

/** [batch, time, width] -> [batch, heads, time, width / heads] */
const toHeads = (x: Tensor, heads: number): Tensor => {
  const [batch, time, width] = x.shape as [number, number, number]; // as said above
  return swapAxes(reshape(x, [batch, time, heads, width / heads]), 1, 2);
};

function attend(x: Tensor, { attention, projection }: Block<Tensor>, heads: number): Tensor {
  const parts = split(linear(x, attention), 3, { axis: -1 }).map((part) => toHeads(part, heads));
  const [queries, keys, values] = parts as [Tensor, Tensor, Tensor]; // three asked for
  const seen = scaledDotProductAttention(queries, keys, values, { causal: true });
  return linear(reshape(swapAxes(seen, 1, 2), x.shape), projection);
}

const expand = (x: Tensor, { expansion, contraction }: Block<Tensor>): Tensor =>
  linear(gelu(linear(x, expansion), { approximate: true }), contraction);

export const losses: Losses<Tensor> = {
  perceptron: ({ layers }, { inputs, labels }) => {
    const logits = layers.reduce((x, layer, i) => linear(i === 0 ? x : relu(x), layer), inputs);
    return softmaxCrossEntropyWithIntegerLabels(logits, labels);
  },

  convolutional: ({ first, second, dense }, { inputs, labels }) => {
    const features = filterAndPool(filterAndPool(inputs, first), second);
    const flat = reshape(features, [labels.size, features.size / labels.size]);
    return softmaxCrossEntropyWithIntegerLabels(linear(flat, dense), labels);
  },

  gpt: ({ tokens, positions, blocks, norm, head }, { inputs, labels }, { heads }) => {
    const embedded = add(take(tokens, inputs), positions);
    const last = blocks.reduce((x, block) => {
      const attended = add(x, attend(normalize(x, block.attentionNorm), block, heads));
      return add(attended, expand(normalize(attended, block.expansionNorm), block));
    }, embedded);
    return softmaxCrossEntropyWithIntegerLabels(linear(normalize(last, norm), head), labels);
  },
};
