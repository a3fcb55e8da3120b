import { type AdamOptions, type AdamState, scaleByAdam } from "./adam.ts";
import { addDecayedWeights } from "./add-decayed-weights.ts";
import { chain } from "./chain.ts";
import type { GradientTransform } from "./gradient-transform.ts";
import type { WeightDecayOptions } from "./internal/weight-decay.ts";
import type { RateState } from "./rate.ts";
import { scaleByLearningRate } from "./scale-by-learning-rate.ts";
import { scaleByTrustRatio } from "./scale-by-trust-ratio.ts";
import type { EmptyState } from "./stateless.ts";

export interface LambOptions extends AdamOptions, WeightDecayOptions {}

export interface LambState {
  readonly moments: AdamState;
  readonly decay: EmptyState;
  readonly trust: EmptyState;
  readonly rate: RateState;
}

/**
 * LAMB, Adam for large batches: u = m^ / (sqrt(v^) + epsilon) + weightDecay p, p <- p - e |p| / |u| u, with the norms of
 * each leaf, and the ratio 1 where one of them is 0. By default epsilon is 1e-6 and weightDecay 0.
 * @rule u is Adam's direction + weightDecay p: p <- p - e norm(p) / norm(u) u, a leaf at a time
 * @good Very large batches at one rate: each layer in its own measure.
 * @bad Slows small layers down.
 * @use For batches of thousands.
 * @see [You et al. 2020](https://arxiv.org/abs/1904.00962), Large batch optimization for deep learning: training BERT
 * in 76 minutes, Algorithm 2
 * @example const optimizer = lamb({ learningRate: 0.01, weightDecay: 0.01 })
 */
export const lamb = ({
  learningRate,
  weightDecay = 0,
  mask,
  epsilon = 1e-6,
  ...options
}: LambOptions): GradientTransform<LambState> =>
  chain({
    moments: scaleByAdam({ ...options, epsilon }),
    decay: addDecayedWeights(weightDecay, { mask }),
    trust: scaleByTrustRatio(),
    rate: scaleByLearningRate(learningRate),
  });
