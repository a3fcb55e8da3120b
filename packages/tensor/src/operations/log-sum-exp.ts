import { checkTensor } from "../check-tensor.ts";
import { checkType } from "../check-type.ts";
import { checkOptions } from "../internal/check-options.ts";
import { add, divide, multiply, subtract } from "../primitives/arithmetic.ts";
import { isFinite } from "../primitives/comparison.ts";
import { exp, log } from "../primitives/exponential.ts";
import { stopGradient } from "../primitives/host.ts";
import { max } from "../primitives/minimum-maximum.ts";
import { reshapeTo } from "../primitives/reshape.ts";
import { sum } from "../primitives/sum.ts";
import { where } from "../primitives/where.ts";
import type { Reduction, ReductionOptions } from "../reduction.ts";
import { normalizeAxes, normalizeAxis } from "../shape.ts";
import type { Tensor } from "../tensor.ts";

/** The largest element (axes kept) as a constant: it cancels, so it needs no derivative. 0 where it is infinite. */
function shiftOf(x: Tensor, options: ReductionOptions): Tensor {
  const largest = max(stopGradient(x), { ...options, keepDims: true });
  return where(isFinite(largest), largest, 0);
}

/**
 * log(sum(exp(x))) over axes, without overflow; -Infinity for no elements and for -Infinity alone.
 * @see Blanchard, Higham, Higham 2021, Accurately computing the log-sum-exp and softmax functions, eq. 1.4
 */
export const logSumExp: Reduction = (x, options = {}) => {
  checkFloat("logSumExp", x);
  normalizeAxes("logSumExp", checkOptions("logSumExp", options).axis, x.rank);
  if (x.size === 0) return log(sum(exp(x), options));
  const shift = shiftOf(x, options);
  const reduced = log(sum(exp(subtract(x, shift)), options));
  return add(reduced, reshapeTo(shift, reduced.shape));
};

export interface AlongAxis {
  /** Default: the last. */
  readonly axis?: number | undefined;
}

/**
 * exp(x) / sum(exp(x)) along an axis: positive and of sum 1. A row of -Infinity alone is NaN: no probabilities follow
 * from it.
 * @good Probabilities of classes from any scores.
 * @bad Its logarithm loses digits: train on logits.
 * @use To show probabilities, and in attention; in training softmaxCrossEntropy holds it.
 */
export function softmax(x: Tensor, options: AlongAxis = {}): Tensor {
  const { axis = -1 } = checkOptions("softmax", options);
  checkFloat("softmax", x);
  const along = normalizeAxis("softmax", axis, x.rank);
  if (x.size === 0) return x;
  const weights = exp(subtract(x, shiftOf(x, { axis: along })));
  // a sum from 1 up has a reciprocal, and products are faster than quotients
  return multiply(weights, divide(1, sum(weights, { axis: along, keepDims: true })));
}

/**
 * log(softmax(x)) along an axis, without ever taking the logarithm of 0. A row of -Infinity alone is NaN.
 * @good Log-probabilities without underflow.
 * @bad Not what people read.
 * @use Before negativeLogLikelihood and klDivergence.
 */
export function logSoftmax(x: Tensor, options: AlongAxis = {}): Tensor {
  const { axis = -1 } = checkOptions("logSoftmax", options);
  checkFloat("logSoftmax", x);
  const along = normalizeAxis("logSoftmax", axis, x.rank);
  if (x.size === 0) return x;
  const shifted = subtract(x, shiftOf(x, { axis: along }));
  return subtract(shifted, log(sum(exp(shifted), { axis: along, keepDims: true })));
}

function checkFloat(name: string, x: Tensor): void {
  checkTensor(name, x);
  checkType(name, "float", x.dtype);
}
