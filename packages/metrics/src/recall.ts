import { type ClassMetricOptions, type ClassMetricState, classMetric, ratio } from "./internal/class-metric.ts";
import type { Metric } from "./metric.ts";

/**
 * The part of a class that was predicted as such, averaged over classes (see `average`).
 *
 * Shapes: scores [...s, classes], of which the first of the largest is the prediction, or predicted labels [...s];
 * labels [...s] of `int32`, `uint8` or `bool`. NaN without labels; a class with nothing to divide by counts 0.
 * @throws RangeError for an unknown average, or "binary" for more than two classes; otherwise as `confusionMatrix`.
 * @example recall(logits, labels, { average: "weighted" })
 */
export const recall: Metric<ClassMetricState, number, ClassMetricOptions> = /* @__PURE__ */ classMetric(
  "recall",
  (tally) => ratio(tally.correct, tally.labels),
);
