import { type ConfusionOptions, type ConfusionState, countPairs, noPairs } from "./internal/count-pairs.ts";
import { defineMetric, type Metric } from "./metric.ts";

export type { ConfusionOptions, ConfusionState } from "./internal/count-pairs.ts";

/** Row i, column j: how often class i was taken for class j. */
export type ConfusionMatrix = readonly (readonly number[])[];

/**
 * How often each class (a row) was taken for each class (a column). It has `classes` rows, or as many as scores have
 * columns, or as the largest label asks for; none for nothing.
 *
 * Shapes: scores [...s, classes], of which the first of the largest is the prediction, or predicted labels [...s];
 * labels [...s] of `int32`, `uint8` or `bool`.
 * @throws RangeError for a label that is no class; ShapeError when they do not fit; DTypeError for other types.
 * @example confusionMatrix(logits, labels) // [[31, 1], [0, 40]]
 */
export const confusionMatrix: Metric<ConfusionState, ConfusionMatrix, ConfusionOptions> = /* @__PURE__ */ defineMetric<
  ConfusionState,
  ConfusionMatrix,
  ConfusionOptions
>({
  init: (options) => noPairs("confusionMatrix", options),
  update: (state, predictions, labels) => countPairs("confusionMatrix", state, predictions, labels),
  result: ({ counts }) => counts,
});
