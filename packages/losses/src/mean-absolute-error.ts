import { abs, subtract, type Tensor } from "@adjoint/tensor";
import { elementwiseLoss } from "./internal/elementwise-loss.ts";
import type { LossOptions } from "./loss-options.ts";

/**
 * Absolute error: |e|, with e = predictions - targets. Its mean is smallest at the median of the targets, so outliers
 * weigh no more than other errors. The gradient at e = 0 is 0.
 *
 * Shapes: predictions [...s], targets [...s] -> [] ("mean", "sum") or [...s] ("none"). Unit: that of the targets.
 * @good Outliers count no more than their size; aims at the median.
 * @bad The gradient does not shrink near the minimum.
 * @use For numbers with outliers.
 * @throws ShapeError when the shapes differ; DTypeError unless both are of one floating-point type.
 * @example meanAbsoluteError(tensor([1, 2]), tensor([1, 4])) // 1
 */
export const meanAbsoluteError = (predictions: Tensor, targets: Tensor, options?: LossOptions): Tensor =>
  elementwiseLoss("meanAbsoluteError", [predictions, targets], options, ([p, t]) => abs(subtract(p, t)));
