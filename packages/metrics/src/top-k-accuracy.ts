import type { Numbers } from "@adjoint/tensor";
import type { CountState } from "./accuracy.ts";
import { forEachRow, type LabelOptions } from "./internal/labels-of.ts";
import { defineMetric, type Metric } from "./metric.ts";

export interface TopKOptions extends LabelOptions {
  /** How many guesses there are, an integer from 1 up; default 5. */
  readonly k?: number;
}

export interface TopKState extends CountState {
  readonly k: number;
}

/**
 * The part of the labels that is among the k classes of the largest scores. Of classes with the same score those that
 * stand first count as larger.
 *
 * Shapes: scores [...s, classes], labels [...s] of `int32`, `uint8` or `bool`. NaN without labels.
 * @throws RangeError unless k is an integer from 1 up, or for a label that is no class; ShapeError when they do not fit.
 * @example topKAccuracy(logits, labels, { k: 3 })
 */
export const topKAccuracy: Metric<TopKState, number, TopKOptions> = /* @__PURE__ */ defineMetric<
  TopKState,
  number,
  TopKOptions
>({
  init: ({ k = 5, ignoreIndex = null }) => {
    if (!Number.isInteger(k) || k < 1)
      throw new RangeError(`topKAccuracy: k must be an integer from 1 up, got ${k}; round it?`);
    return { correct: 0, count: 0, ignoreIndex, k };
  },
  update: (state, scores, labels) => {
    let { correct, count } = state;
    forEachRow("topKAccuracy", scores, labels, state.ignoreIndex, (row, label) => {
      if (rankOf(row, label) < state.k) correct++;
      count++;
    });
    return { ...state, correct, count };
  },
  result: ({ correct, count }) => correct / count,
});

/** How many classes stand before one: those of larger scores, and of equal ones those in front. NaN is last. */
function rankOf(row: Numbers, label: number): number {
  const own = row[label]!;
  if (Number.isNaN(own)) return Infinity;
  let rank = 0;
  for (let i = 0; i < row.length; i++) if (row[i]! > own || (row[i] === own && i < label)) rank++;
  return rank;
}
