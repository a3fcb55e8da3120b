import {
  exp,
  log,
  logSoftmax,
  max,
  reshapeTo,
  stopGradient,
  subtract,
  sum,
  type Tensor,
  takeAlongAxis,
} from "@adjoint/tensor";
import { absorbingMultiply } from "./absorbing-multiply.ts";

/**
 * -sum p log(softmax(x)): by logSoftmax, for a probability may round to 0 and its logarithm is finite. 0 - x, not -x: a
 * loss of nothing is 0 and not -0.
 */
export const crossEntropy = ([x, p]: readonly [Tensor, Tensor], axis: number): Tensor =>
  subtract(0, sum(absorbingMultiply(p, logSoftmax(x, { axis })), { axis }));

/**
 * Logits less their largest. It cancels in every log-probability, so it is a constant; subtracted first, it keeps the
 * digits of their differences.
 */
export function shiftLogits(logits: Tensor, axis: number): Tensor {
  if (logits.size === 0) return logits;
  return subtract(logits, max(stopGradient(logits), { axis, keepDims: true }));
}

/** log(sum(exp x)), for logits that are shifted already. */
export const logTotal = (shifted: Tensor, axis: number): Tensor => log(sum(exp(shifted), { axis }));

/** One entry of each example, by an index that has the axis with size 1. */
export const entryAt = (x: Tensor, index: Tensor, axis: number): Tensor =>
  reshapeTo(
    takeAlongAxis(x, index, { axis }),
    index.shape.filter((_, i) => i !== axis),
  );
