import { chain } from "./chain.ts";
import { type ExponentialMovingAverageState, exponentialMovingAverage } from "./exponential-moving-average.ts";
import type { GradientTransform } from "./gradient-transform.ts";
import type { Rate, RateState } from "./rate.ts";
import { scaleByLearningRate } from "./scale-by-learning-rate.ts";
import { scaleBySign } from "./scale-by-sign.ts";
import type { EmptyState } from "./stateless.ts";

export interface SignumOptions {
  /** e: a number from 0 up, or a schedule. */
  readonly learningRate: Rate;
  /** The part of the mean gradient that stays, in [0, 1); default 0.9. */
  readonly momentum?: number;
}

export interface SignumState {
  readonly momentum: ExponentialMovingAverageState;
  readonly sign: EmptyState;
  readonly rate: RateState;
}

/**
 * Sign descent with momentum: m <- a m + (1 - a) g, p <- p - e sign(m).
 * @rule p <- p - e sign(m), m an average of g
 * @good signSgd with steadier signs.
 * @bad Jitters unless the rate falls.
 * @use As signSgd.
 * @see [Bernstein et al. 2018](https://arxiv.org/abs/1802.04434), signSGD: compressed optimisation for non-convex
 * problems, Algorithm 2
 * @example const optimizer = signum({ learningRate: 1e-3 })
 */
export const signum = ({ learningRate, momentum = 0.9 }: SignumOptions): GradientTransform<SignumState> =>
  chain({
    momentum: exponentialMovingAverage({ decay: momentum, debias: false }), // a factor changes no sign
    sign: scaleBySign(),
    rate: scaleByLearningRate(learningRate),
  });
