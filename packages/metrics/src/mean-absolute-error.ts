import { meanError, type SumState } from "./internal/mean-error.ts";
import type { Metric } from "./metric.ts";

/**
 * The mean of the sizes of predictions - targets, in the unit of the targets.
 *
 * Shapes: predictions and targets [...s]. NaN for nothing.
 * @throws ShapeError when shapes differ; DTypeError for integers.
 * @example meanAbsoluteError(predictions, targets)
 */
export const meanAbsoluteError: Metric<SumState> = /* @__PURE__ */ meanError("meanAbsoluteError", (error) =>
  Math.abs(error),
);
