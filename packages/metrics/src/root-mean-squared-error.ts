import { meanError, type SumState } from "./internal/mean-error.ts";
import type { Metric } from "./metric.ts";

/**
 * The root of the mean of the squares of predictions - targets, in the unit of the targets.
 *
 * Shapes: predictions and targets [...s]. NaN for nothing.
 * @throws ShapeError when shapes differ; DTypeError for integers.
 * @example rootMeanSquaredError(predictions, targets)
 */
export const rootMeanSquaredError: Metric<SumState> = /* @__PURE__ */ meanError(
  "rootMeanSquaredError",
  (error) => error * error,
  (mean) => Math.sqrt(mean),
);
