import { exp, subtract, type Tensor } from "@adjoint/tensor";
import { absorbingMultiply } from "./internal/absorbing-multiply.ts";
import { elementwiseLoss } from "./internal/elementwise-loss.ts";
import type { LossOptions } from "./loss-options.ts";

/**
 * Negative log-likelihood of counts t under Poisson distributions, from the logarithm x of their rates: e^x - t x,
 * elementwise, without the constant log(t!). The rate 0, x = -Infinity, gives 0 for the count 0.
 *
 * Shapes: logRates [...s], targets [...s] -> [] ("mean", "sum") or [...s] ("none").
 * @good For counts: the spread grows with the mean.
 * @bad Real counts often spread more.
 * @use For events in a time or a place.
 * @throws ShapeError when the shapes differ; DTypeError unless both are of one floating-point type.
 * @example poissonNegativeLogLikelihood(tensor([0, 1]), tensor([1, 3])) // (1 + (e - 3)) / 2
 */
export const poissonNegativeLogLikelihood = (logRates: Tensor, targets: Tensor, options?: LossOptions): Tensor =>
  elementwiseLoss("poissonNegativeLogLikelihood", [logRates, targets], options, ([x, t]) =>
    subtract(exp(x), absorbingMultiply(t, x)),
  );
