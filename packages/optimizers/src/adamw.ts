import { type AdamOptions, type AdamState, adamDirection } from "./adam.ts";
import type { GradientTransform } from "./gradient-transform.ts";
import { type DescentState, descend } from "./internal/direction.ts";
import { decayOf, type WeightDecayOptions } from "./internal/weight-decay.ts";

export interface AdamwOptions extends AdamOptions, WeightDecayOptions {}

/**
 * Adam with decoupled weight decay: p <- p - e (m^ / (sqrt(v^) + epsilon) + weightDecay p), weightDecay 0.01 by default.
 * The decay passes by the moments. The state is Adam's: one can go on from the other.
 * @rule Adam's step and -e weightDecay p
 * @good Decay that does not depend on the gradients.
 * @bad One more setting; biases and norms should not decay.
 * @use For transformers, and nearly all large models.
 * @see [Loshchilov, Hutter 2019](https://arxiv.org/abs/1711.05101), Decoupled weight decay regularization, Algorithm 2
 * @example const optimizer = adamw({ learningRate: 1e-3, mask: (path, param) => param.rank > 1 })
 */
export const adamw = ({
  learningRate,
  weightDecay = 0.01,
  mask,
  ...options
}: AdamwOptions): GradientTransform<DescentState<AdamState>> =>
  descend(adamDirection(options), learningRate, decayOf({ weightDecay, mask }));
