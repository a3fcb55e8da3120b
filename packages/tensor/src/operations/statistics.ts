import { checkTensor } from "../check-tensor.ts";
import { checkType } from "../check-type.ts";
import { checkOptions } from "../internal/check-options.ts";
import { scaleFrom } from "../internal/scale-from.ts";
import { divide, multiply, sqrt, square, subtract } from "../primitives/arithmetic.ts";
import { equal } from "../primitives/comparison.ts";
import { stopGradient } from "../primitives/host.ts";
import { max, maximum, min, minimum } from "../primitives/minimum-maximum.ts";
import { reshapeTo } from "../primitives/reshape.ts";
import { abs } from "../primitives/rounding.ts";
import { sum } from "../primitives/sum.ts";
import { where } from "../primitives/where.ts";
import { onlyAxes, type Reduction, type ReductionOptions } from "../reduction.ts";
import { normalizeAxes, sizeOf } from "../shape.ts";
import type { Tensor } from "../tensor.ts";

/** The number of elements that are reduced into one; checks what was given. */
function countOf(name: string, x: Tensor, options: ReductionOptions): number {
  const { axis } = checkOptions(name, options);
  checkTensor(name, x);
  checkType(name, "float", x.dtype);
  return sizeOf(onlyAxes(x.shape, normalizeAxes(name, axis, x.rank)));
}

/** The arithmetic mean over axes, of floating-point tensors; NaN for no elements. */
export const mean: Reduction = (x, options = {}) => {
  const count = countOf("mean", x, options);
  return divide(sum(x, options), count);
};

export interface VarianceOptions extends ReductionOptions {
  /** Subtracted from the number of elements: 0 for the population (default), 1 for a sample. */
  readonly correction?: number;
}

/**
 * The mean squared deviation from the mean, in two passes: no cancellation for a large mean. Where the correction leaves
 * nothing to divide by it is NaN or infinite.
 * @throws RangeError when the correction is negative.
 * @see Chan, Golub, LeVeque 1983, Algorithms for computing the sample variance, eq. 1.7, here element by element
 */
export function variance(x: Tensor, options: VarianceOptions = {}): Tensor {
  const freedom = freedomOf("variance", x, options);
  return divide(sum(square(deviationsOf(x, options)), options), freedom);
}

/**
 * The square root of the variance; no square overflows or vanishes. Its gradient is 0 where all elements are equal.
 * @throws RangeError when the correction is negative.
 */
export function standardDeviation(x: Tensor, options: VarianceOptions = {}): Tensor {
  const freedom = freedomOf("standardDeviation", x, options);
  return rootMeanSquare(x.size === 0 ? x : deviationsOf(x, options, meanBetween), freedom, options);
}

/** What a sum of squares is divided by. */
function freedomOf(name: string, x: Tensor, options: VarianceOptions): number {
  const count = countOf(name, x, options);
  const { correction = 0 } = options;
  if (!(correction >= 0))
    throw new RangeError(`${name}: the correction must be from 0 up, got ${correction}; use 1 for a sample?`);
  return Math.max(count - correction, 0);
}

/**
 * The elements minus their mean. What is left of a mean, since the first one was rounded, is subtracted as well; it is a
 * constant, since the derivative of the first is exact.
 */
export function deviationsOf(x: Tensor, { axis }: ReductionOptions, meanOf: Reduction = mean): Tensor {
  const over = { axis, keepDims: true };
  const deviations = subtract(x, mean(x, over));
  return subtract(deviations, meanOf(stopGradient(deviations), over));
}

/** The mean, but never beyond the elements: that of equal ones is exact. */
const meanBetween: Reduction = (x, options) => minimum(maximum(mean(x, options), min(x, options)), max(x, options));

/**
 * The Euclidean norm sqrt(sum x^2) over axes; its gradient at the zero vector is 0.
 * Elements are divided by the largest first, so that squares neither overflow nor vanish.
 */
export const norm: Reduction = (x, options = {}) => {
  countOf("norm", x, options);
  return rootMeanSquare(x, 1, options);
};

/** sqrt(sum x^2 / count) over axes, with gradient 0 at the zero vector. */
function rootMeanSquare(x: Tensor, count: number, options: ReductionOptions): Tensor {
  if (x.size === 0) return divide(sum(x, options), count);
  // any constant scale gives the same root, so it needs no derivative
  const scale = scaleFrom(max(abs(stopGradient(x)), { ...options, keepDims: true }));
  const squares = sum(square(divide(x, scale)), options);
  const isZero = equal(squares, 0);
  const root = where(isZero, count > 0 ? 0 : NaN, sqrt(where(isZero, 1, divide(squares, count))));
  return multiply(root, reshapeTo(scale, root.shape));
}
