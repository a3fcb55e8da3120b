import { addDecayedWeights } from "./add-decayed-weights.ts";
import { type AverageParamsState, averageParamsBy } from "./average-params.ts";
import { chain } from "./chain.ts";
import type { GradientTransform } from "./gradient-transform.ts";
import { checkSetting } from "./internal/check-setting.ts";
import { scaleByRateFunction } from "./internal/rate-function.ts";
import type { Rate, RateState } from "./rate.ts";
import type { EmptyState } from "./stateless.ts";

export interface AsgdOptions {
  /** e: a number from 0 up, or a schedule. */
  readonly learningRate: Rate;
  /** The decay of parameters and of the rate, from 0 up; default 1e-4. */
  readonly lambda?: number;
  /** The power by which the rate falls, from 0 up; default 0.75. */
  readonly alpha?: number;
  /** The step, counted from 0, after which parameters are averaged; default 1e6. */
  readonly averageFrom?: number;
}

export interface AsgdState {
  readonly decay: EmptyState;
  readonly rate: RateState;
  /** With `average`, what to evaluate with. */
  readonly averaging: AverageParamsState;
}

/**
 * Averaged stochastic gradient descent: p <- p - e_k (g + lambda p), e_k = e / (1 + lambda e k)^alpha, k = 0, 1, ...;
 * `state.averaging.average` is the mean of the parameters since the step `averageFrom`, and the parameters before.
 * @rule p <- p - e_k (g + lambda p), e_k = e / (1 + lambda e k)^alpha, and the mean of p in the state
 * @good The average of its path is better than its end.
 * @bad Another set of parameters to keep.
 * @use For language models and convex problems.
 * @see Polyak, Juditsky 1992, Acceleration of stochastic approximation by averaging; the rate as in PyTorch
 * @example const optimizer = asgd({ learningRate: 0.01, averageFrom: 1000 })
 */
export function asgd({
  learningRate,
  lambda = 1e-4,
  alpha = 0.75,
  averageFrom = 1e6,
}: AsgdOptions): GradientTransform<AsgdState> {
  checkSetting("asgd: lambda", lambda, "[0,∞)");
  checkSetting("asgd: alpha", alpha, "[0,∞)");
  checkSetting("asgd: averageFrom", averageFrom, "[0,∞)");
  return chain({
    decay: addDecayedWeights(lambda),
    rate: scaleByRateFunction(learningRate, (e, step) => e / (1 + lambda * e * step) ** alpha),
    averaging: averageParamsBy((step) => 1 / Math.max(1, step - averageFrom)),
  });
}
