import { forEachPair, type LabelOptions } from "./internal/labels-of.ts";
import { defineMetric, type Metric } from "./metric.ts";

/** How many of how many are right. */
export interface CountState {
  readonly correct: number;
  readonly count: number;
  readonly ignoreIndex: number | null;
}

/**
 * The part of the labels that is predicted.
 *
 * Shapes: scores [...s, classes], of which the first of the largest is the prediction, or predicted labels [...s];
 * labels [...s] of `int32`, `uint8` or `bool`. NaN without labels.
 * @throws ShapeError when they do not fit; DTypeError for labels of another type; RangeError for a label that is no class.
 * @example accuracy(logits, labels, { ignoreIndex: -100 })
 */
export const accuracy: Metric<CountState, number, LabelOptions> = /* @__PURE__ */ defineMetric<
  CountState,
  number,
  LabelOptions
>({
  init: ({ ignoreIndex = null }) => ({ correct: 0, count: 0, ignoreIndex }),
  update: (state, predictions, labels) => {
    let { correct, count } = state;
    forEachPair("accuracy", predictions, labels, state.ignoreIndex, (predicted, label) => {
      if (predicted === label) correct++;
      count++;
    });
    return { ...state, correct, count };
  },
  result: ({ correct, count }) => correct / count,
});
