import { square, subtract, type Tensor } from "@adjoint/tensor";
import { elementwiseLoss } from "./internal/elementwise-loss.ts";
import type { LossOptions } from "./loss-options.ts";

/**
 * Squared error: e^2, with e = predictions - targets. Its mean is smallest at the mean of the targets.
 *
 * Shapes: predictions [...s], targets [...s] -> [] ("mean", "sum") or [...s] ("none"). Unit: that of the targets,
 * squared.
 * @good Smooth; its best constant prediction is the mean.
 * @bad One outlier can outweigh all the rest.
 * @use The first choice for numbers with errors of one size.
 * @throws ShapeError when the shapes differ; DTypeError unless both are of one floating-point type.
 * @see Goodfellow, Bengio, Courville 2016, Deep Learning, eq. 5.4
 * @example meanSquaredError(tensor([1, 2]), tensor([1, 4])) // 2
 */
export const meanSquaredError = (predictions: Tensor, targets: Tensor, options?: LossOptions): Tensor =>
  elementwiseLoss("meanSquaredError", [predictions, targets], options, ([p, t]) => square(subtract(p, t)));
