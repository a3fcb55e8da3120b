import { chain } from "./chain.ts";
import type { GradientTransform } from "./gradient-transform.ts";
import type { Rate, RateState } from "./rate.ts";
import { scaleByLearningRate } from "./scale-by-learning-rate.ts";
import { scaleBySign } from "./scale-by-sign.ts";
import type { EmptyState } from "./stateless.ts";

export interface SignSgdOptions {
  /** e: a number from 0 up, or a schedule. */
  readonly learningRate: Rate;
}

/**
 * Sign descent: p <- p - e sign(g). Its step does not shrink at a minimum: let the rate fall.
 * @rule p <- p - e sign(g)
 * @good One bit for each gradient.
 * @bad Jitters at the minimum.
 * @use For training over slow networks.
 * @see [Bernstein et al. 2018](https://arxiv.org/abs/1802.04434), signSGD: compressed optimisation for non-convex
 * problems, Algorithm 1
 * @example const optimizer = signSgd({ learningRate: (step) => 0.01 / Math.sqrt(1 + step) })
 */
export const signSgd = ({
  learningRate,
}: SignSgdOptions): GradientTransform<{ readonly sign: EmptyState; readonly rate: RateState }> =>
  chain({ sign: scaleBySign(), rate: scaleByLearningRate(learningRate) });
