import { meanError, type SumState } from "./internal/mean-error.ts";
import type { Metric } from "./metric.ts";

/**
 * The mean of the squares of predictions - targets.
 *
 * Shapes: predictions and targets [...s]. NaN for nothing.
 * @throws ShapeError when shapes differ; DTypeError for integers.
 * @example meanSquaredError(predictions, targets)
 */
export const meanSquaredError: Metric<SumState> = /* @__PURE__ */ meanError(
  "meanSquaredError",
  (error) => error * error,
);
