import {
  abs,
  divide,
  equal,
  greater,
  isFinite,
  logicalAnd,
  max,
  multiply,
  ones,
  sqrt,
  square,
  stopGradient,
  subtract,
  type Tensor,
  where,
} from "@adjoint/tensor";
import { checkInputs } from "./internal/check-inputs.ts";
import { fit, reduce } from "./internal/reduce.ts";
import type { LossOptions } from "./loss-options.ts";

/**
 * Root of the mean squared error: sqrt(sum(w e^2) / sum(w)), with e = predictions - targets and weights w (1). It has
 * no `reduction`: a root of one mean is no mean of roots. The gradient at e = 0 is 0.
 *
 * Shapes: predictions [...s], targets [...s] -> []. Unit: that of the targets.
 * @good In the unit of the targets.
 * @bad Its gradient depends on the whole batch.
 * @use To report; train with meanSquaredError.
 * @throws ShapeError when the shapes differ; DTypeError unless all are of one floating-point type.
 * @example rootMeanSquaredError(tensor([3, 4]), tensor([0, 0])) // sqrt(12.5) = 3.54
 */
export function rootMeanSquaredError(
  predictions: Tensor,
  targets: Tensor,
  options: Omit<LossOptions, "reduction"> = {},
): Tensor {
  const name = "rootMeanSquaredError";
  checkInputs(name, [predictions, targets]);
  const mask = options.where && fit(name, "where", options.where, predictions.shape);
  const [p, t] = mask ? [where(mask, predictions, 1), where(mask, targets, 1)] : [predictions, targets];
  const e = subtract(p, t);
  const scale = scaleOf(e);
  const mean = reduce(name, square(divide(e, scale)), { weights: options.weights }, mask);
  const isZero = equal(mean, 0);
  return multiply(where(isZero, 0, sqrt(where(isZero, 1, mean))), scale);
}

/** The largest error, as a constant, so that squares neither overflow nor vanish: any scale gives the same root. */
function scaleOf(e: Tensor): Tensor {
  if (e.size === 0) return ones([], e.dtype);
  const largest = max(abs(stopGradient(e)));
  return where(logicalAnd(greater(largest, 0), isFinite(largest)), largest, 1);
}
