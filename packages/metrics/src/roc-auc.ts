import { checkTensor, formatShape, sameShape, ShapeError, type Tensor } from "@adjoint/tensor";
import { checkLabels } from "./internal/labels-of.ts";
import { defineMetric, type Metric } from "./metric.ts";

/** The scores of each class that were seen, a list for each update: the order of all of them decides. */
export interface RocState {
  readonly positive: readonly (readonly number[])[];
  readonly negative: readonly (readonly number[])[];
}

/**
 * The area under the receiver operating characteristic: the probability that a positive example has a larger score than a
 * negative one, the same score being half of that. By ranks, exactly.
 *
 * Shapes: scores [...s], labels [...s] of 0 and 1 (`int32`, `uint8` or `bool`). NaN unless there are both. Takes n log n
 * steps, and the state keeps all scores.
 * @throws RangeError for a score that is NaN or a label beside 0 and 1; ShapeError when shapes differ; DTypeError for
 * labels of another type.
 * @see Hanley, McNeil 1982, The meaning and use of the area under a receiver operating characteristic curve
 * @example rocAuc(tensor([0.1, 0.4, 0.35, 0.8]), tensor([0, 0, 1, 1], { dtype: "int32" })) // 0.75
 */
export const rocAuc: Metric<RocState> = /* @__PURE__ */ defineMetric<RocState, number>({
  init: () => ({ positive: [], negative: [] }),
  update: ({ positive, negative }, scores, labels) => {
    const [ofOne, ofZero] = separated(scores, labels);
    return { positive: [...positive, ofOne], negative: [...negative, ofZero] };
  },
  result: ({ positive, negative }) => areaOf(positive.flat(), negative.flat()),
});

function separated(scores: Tensor, labels: Tensor): [number[], number[]] {
  checkTensor("rocAuc", scores);
  checkLabels("rocAuc", labels);
  if (!sameShape(scores.shape, labels.shape))
    throw new ShapeError(
      `rocAuc: a score for each label is needed, got ${formatShape(scores.shape)} for ${formatShape(labels.shape)}; take the column of class 1?`,
    );
  const values = scores.dataSync();
  const parts: [number[], number[]] = [[], []];
  labels.dataSync().forEach((label: number, i: number) => {
    if (label !== 0 && label !== 1)
      throw new RangeError(`rocAuc: labels 0 and 1 are needed, got ${label}; compare with equal(labels, class)?`);
    if (Number.isNaN(values[i]!))
      throw new RangeError(`rocAuc: scores must be numbers, got NaN at ${i}; check the model?`);
    parts[1 - label]!.push(values[i]!);
  });
  return parts;
}

/** (The sum of the ranks of the positive ones - the least it can be) / (pairs); equal scores share their mean rank. */
function areaOf(positive: readonly number[], negative: readonly number[]): number {
  const all = [...positive.map((score) => [score, 1] as const), ...negative.map((score) => [score, 0] as const)];
  all.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)); // not a - b: infinities are scores too
  let ranks = 0;
  for (let start = 0, end = 0; start < all.length; start = end) {
    let ones = 0;
    for (; end < all.length && all[end]![0] === all[start]![0]; end++) ones += all[end]![1];
    ranks += ones * ((start + 1 + end) / 2);
  }
  const [p, n] = [positive.length, negative.length];
  return (ranks - (p * (p + 1)) / 2) / (p * n);
}
