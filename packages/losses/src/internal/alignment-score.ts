import {
  add,
  arange,
  broadcastTo,
  concat,
  equal,
  expandDims,
  full,
  greater,
  less,
  logicalAnd,
  logSumExp,
  maximum,
  multiply,
  notEqual,
  pad,
  slice,
  stack,
  subtract,
  type Tensor,
  takeAlongAxis,
  where,
} from "@adjoint/tensor";
import { unstack } from "./unstack.ts";

/** Stands for log(0): finite, so that no difference of two is NaN, and far below any sum of log-probabilities. */
export const IMPOSSIBLE = -1e30;

/**
 * The logarithm of the probability of all alignments, [batch], by the forward recursion of Graves et al. 2006, eq. 6
 * and 7. Labels are [batch, length], blank behind the length of each. IMPOSSIBLE or less where there is no alignment.
 */
export function alignmentScore(
  logProbabilities: Tensor,
  labels: Tensor,
  inputLengths: Tensor,
  labelLengths: Tensor,
  blank: number,
): Tensor {
  const states = pad(labels, interleaved, { value: blank });
  const bounded = where(less(logProbabilities, IMPOSSIBLE), IMPOSSIBLE, logProbabilities);
  const emissions = unstack(takeAlongAxis(bounded, expandDims(states, 0)));
  // a label may follow the label before it without a blank between, unless they are equal
  const canSkip = logicalAnd(notEqual(states, blank), notEqual(states, shift(states, 2, blank)));
  // before the first step all is in the first state: from there it and the second are reached, and nothing else
  const first = where(equal(arange(0, states.shape[1]!), 0), full([], 0, bounded.dtype), IMPOSSIBLE);
  let scores = broadcastTo(first, states.shape);
  emissions.forEach((emission, t) => {
    const skipped = where(canSkip, shift(scores, 2, IMPOSSIBLE), IMPOSSIBLE);
    const arrived = logSumExp(stack([scores, shift(scores, 1, IMPOSSIBLE), skipped]), { axis: 0 });
    scores = where(expandDims(greater(inputLengths, t), 1), add(arrived, emission), scores);
  });
  return endScore(scores, labelLengths);
}

/** Blank, label, blank, label ... blank: one before, one behind and one between each two. */
const interleaved = [
  [0, 0],
  [1, 1, 1],
] as const;

/** Each entry of a row in the place `by` entries further on. */
const shift = (rows: Tensor, by: number, value: number): Tensor =>
  slice(
    pad(
      rows,
      [
        [0, 0],
        [by, 0],
      ],
      { value },
    ),
    [null, [0, rows.shape[1]!]],
  );

/** An alignment ends in the last label, or in the blank behind it; without labels there is only that blank. */
function endScore(scores: Tensor, labelLengths: Tensor): Tensor {
  const last = expandDims(multiply(labelLengths, 2), 1);
  const inBlank = takeAlongAxis(scores, last);
  const inLabel = takeAlongAxis(scores, maximum(subtract(last, 1), 0));
  const ends = concat([inBlank, where(greater(last, 0), inLabel, IMPOSSIBLE)], { axis: 1 });
  return logSumExp(ends, { axis: 1 });
}
