import { chain } from "./chain.ts";
import type { GradientTransform } from "./gradient-transform.ts";
import type { Rate, RateState } from "./rate.ts";
import { scaleByLearningRate } from "./scale-by-learning-rate.ts";

export interface GradientDescentOptions {
  /** e: a number from 0 up, or a schedule. */
  readonly learningRate: Rate;
}

/**
 * Gradient descent: p <- p - e g, with g the mean gradient over the whole set. The update is that of `sgd`; what is
 * descended is the caller's choice.
 * @rule p <- p - e g, g over the whole set
 * @good Simple, and exact on the whole data set.
 * @bad One step for each pass; slow in ravines.
 * @use For small data sets and convex problems.
 * @see Cauchy 1847, Comptes Rendus 25, 536-538
 * @example const optimizer = gradientDescent({ learningRate: 0.5 })
 */
export const gradientDescent = ({
  learningRate,
}: GradientDescentOptions): GradientTransform<{ readonly rate: RateState }> =>
  chain({ rate: scaleByLearningRate(learningRate) });
