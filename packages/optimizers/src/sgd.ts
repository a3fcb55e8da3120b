import { addDecayedWeights } from "./add-decayed-weights.ts";
import { chain } from "./chain.ts";
import type { GradientTransform } from "./gradient-transform.ts";
import type { Rate, RateState } from "./rate.ts";
import { scaleByLearningRate } from "./scale-by-learning-rate.ts";
import type { EmptyState } from "./stateless.ts";

export interface SgdOptions {
  /** e: a number from 0 up, or a schedule. */
  readonly learningRate: Rate;
  /** Added to the gradient as weightDecay * p, from 0 up; default 0. */
  readonly weightDecay?: number;
}

export interface SgdState {
  readonly decay: EmptyState;
  readonly rate: RateState;
}

/**
 * Stochastic gradient descent: p <- p - e (g + weightDecay p), with g the mean gradient of a random batch.
 *
 * Its rate must fall for it to converge: see `linearDecay` and `robbinsMonro` of @adjoint/schedulers.
 * @rule p <- p - e (g + weightDecay p), g over a batch
 * @good No memory; its noise helps to generalize.
 * @bad Needs a schedule and a good rate.
 * @use With a schedule, where memory is scarce.
 * @see [Goodfellow, Bengio, Courville 2016](https://www.deeplearningbook.org/contents/optimization.html), Deep
 * Learning, Algorithm 8.1
 * @example const optimizer = sgd({ learningRate: linearDecay({ initial: 0.1, decaySteps: 4500 }) })
 */
export const sgd = ({ learningRate, weightDecay = 0 }: SgdOptions): GradientTransform<SgdState> =>
  chain({ decay: addDecayedWeights(weightDecay), rate: scaleByLearningRate(learningRate) });
