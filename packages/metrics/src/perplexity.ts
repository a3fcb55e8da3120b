import type { Numbers } from "@adjoint/tensor";
import { forEachRow, type LabelOptions } from "./internal/labels-of.ts";
import { defineMetric, type Metric } from "./metric.ts";

export interface PerplexityState {
  /** Of -log p of each label, in nats. */
  readonly total: number;
  readonly count: number;
  readonly ignoreIndex: number | null;
}

/**
 * exp(mean of -log p(label)), where p is the softmax of the logits: among how many equally likely classes the model
 * chooses, so to say. Its logarithm is the cross-entropy.
 *
 * Shapes: logits [...s, classes], labels [...s] of `int32`, `uint8` or `bool`. NaN without labels; Infinity where a
 * label has probability 0.
 * @throws ShapeError when they do not fit; DTypeError for labels of another type; RangeError for a label that is no class.
 * @see Jelinek, Mercer, Bahl, Baker 1977, Perplexity: a measure of the difficulty of speech recognition tasks
 * @example perplexity(logits, tokens, { ignoreIndex: 0 })
 */
export const perplexity: Metric<PerplexityState, number, LabelOptions> = /* @__PURE__ */ defineMetric<
  PerplexityState,
  number,
  LabelOptions
>({
  init: ({ ignoreIndex = null }) => ({ total: 0, count: 0, ignoreIndex }),
  update: (state, logits, labels) => {
    let { total, count } = state;
    forEachRow("perplexity", logits, labels, state.ignoreIndex, (row, label) => {
      total += surprise(row, label);
      count++;
    });
    return { ...state, total, count };
  },
  result: ({ total, count }) => Math.exp(total / count),
});

/** -log softmax(row)[label], with the largest taken out: no power overflows. */
function surprise(row: Numbers, label: number): number {
  let largest = -Infinity;
  for (let i = 0; i < row.length; i++) largest = Math.max(largest, row[i]!);
  let sum = 0;
  for (let i = 0; i < row.length; i++) sum += Math.exp(row[i]! - largest);
  return Math.log(sum) - (row[label]! - largest);
}
