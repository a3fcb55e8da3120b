import { log1p, square, subtract, type Tensor } from "@adjoint/tensor";
import { elementwiseLoss } from "./internal/elementwise-loss.ts";
import type { LossOptions } from "./loss-options.ts";

/**
 * Squared difference of logarithms: (log(1 + p) - log(1 + t))^2, for predictions p and targets t above -1: an error
 * counts by its ratio, and too small a prediction more than one too large.
 *
 * Shapes: predictions [...s], targets [...s] -> [] ("mean", "sum") or [...s] ("none").
 * @good Measures ratios: 10 for 20 weighs as 100 for 200.
 * @bad Only above -1.
 * @use For counts and prices that span magnitudes.
 * @throws ShapeError when the shapes differ; DTypeError unless all are of one floating-point type.
 * @example meanSquaredLogError(tensor([99]), tensor([9])) // log(10)^2 = 5.30
 */
export const meanSquaredLogError = (predictions: Tensor, targets: Tensor, options?: LossOptions): Tensor =>
  elementwiseLoss("meanSquaredLogError", [predictions, targets], options, ([p, t]) =>
    square(subtract(log1p(p), log1p(t))),
  );
