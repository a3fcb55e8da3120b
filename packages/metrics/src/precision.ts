import { type ClassMetricOptions, type ClassMetricState, classMetric, ratio } from "./internal/class-metric.ts";
import type { Metric } from "./metric.ts";

/**
 * The part of what was predicted as a class that is of it, averaged over classes (see `average`).
 *
 * Shapes: scores [...s, classes], of which the first of the largest is the prediction, or predicted labels [...s];
 * labels [...s] of `int32`, `uint8` or `bool`. NaN without labels; a class with nothing to divide by counts 0.
 * @throws RangeError for an unknown average, or "binary" for more than two classes; otherwise as `confusionMatrix`.
 * @example precision(greater(scores, 0), labels, { average: "binary" })
 */
export const precision: Metric<ClassMetricState, number, ClassMetricOptions> = /* @__PURE__ */ classMetric(
  "precision",
  (tally) => ratio(tally.correct, tally.predicted),
);
