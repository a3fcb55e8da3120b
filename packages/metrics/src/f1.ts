import { type ClassMetricOptions, type ClassMetricState, classMetric, ratio } from "./internal/class-metric.ts";
import type { Metric } from "./metric.ts";

/**
 * The harmonic mean of precision and recall of a class, 2 correct / (predicted + labels), averaged over classes (see
 * `average`); the mean of the harmonic means, not the other way round.
 *
 * Shapes: scores [...s, classes], of which the first of the largest is the prediction, or predicted labels [...s];
 * labels [...s] of `int32`, `uint8` or `bool`. NaN without labels; a class with nothing to divide by counts 0.
 * @throws RangeError for an unknown average, or "binary" for more than two classes; otherwise as `confusionMatrix`.
 * @example f1(logits, labels)
 */
export const f1: Metric<ClassMetricState, number, ClassMetricOptions> = /* @__PURE__ */ classMetric("f1", (tally) =>
  ratio(2 * tally.correct, tally.predicted + tally.labels),
);
