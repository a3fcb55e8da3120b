import { add, divide, less, log, multiply, square, subtract, type Tensor, where } from "@adjoint/tensor";
import { checkSetting } from "./internal/check-setting.ts";
import { elementwiseLoss } from "./internal/elementwise-loss.ts";
import type { LossOptions } from "./loss-options.ts";

export interface GaussianNegativeLogLikelihoodOptions extends LossOptions {
  /** The least variance, in the unit of the targets squared, > 0; default 1e-6. */
  readonly epsilon?: number | undefined;
}

/**
 * Negative log-likelihood of targets t under normal distributions: 1/2 (log(v) + (mean - t)^2 / v), elementwise, with
 * v = max(variance, epsilon) and without the constant 1/2 log(2 pi). Below epsilon the variance has gradient 0.
 *
 * Shapes: mean [...s], targets [...s], variance [...s] -> [] ("mean", "sum") or [...s] ("none").
 * @good Learns how sure it is, too.
 * @bad The variance may grow instead of the mean being learned.
 * @use For numbers with noise that differs.
 * @throws ShapeError when the shapes differ; DTypeError unless all are of one floating-point type; RangeError when
 * epsilon <= 0.
 * @see Nix, Weigend 1994, Estimating the mean and variance of the target probability distribution, ICNN
 * @example gaussianNegativeLogLikelihood(mean, targets, exp(logVariance))
 */
export function gaussianNegativeLogLikelihood(
  mean: Tensor,
  targets: Tensor,
  variance: Tensor,
  { epsilon = 1e-6, ...options }: GaussianNegativeLogLikelihoodOptions = {},
): Tensor {
  const name = "gaussianNegativeLogLikelihood";
  checkSetting(name, "epsilon", epsilon, epsilon > 0, "above 0");
  return elementwiseLoss(name, [mean, targets, variance], options, ([m, t, given]) => {
    const v = where(less(given, epsilon), epsilon, given);
    return multiply(add(log(v), divide(square(subtract(m, t)), v)), 0.5);
  });
}
