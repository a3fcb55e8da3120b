import { checkTensor } from "../check-tensor.ts";
import { checkType } from "../check-type.ts";
import { divide, multiply, sqrt, square, subtract } from "../primitives/arithmetic.ts";
import { equal, greater, isFinite, logicalAnd } from "../primitives/comparison.ts";
import { stopGradient } from "../primitives/host.ts";
import { max } from "../primitives/minimum-maximum.ts";
import { reshape } from "../primitives/movement.ts";
import { abs } from "../primitives/rounding.ts";
import { sum } from "../primitives/sum-broadcast.ts";
import { where } from "../primitives/where.ts";
import { onlyAxes, type Reduction, type ReductionOptions } from "../reduction.ts";
import { normalizeAxes, sizeOf } from "../shape.ts";
import type { Tensor } from "../tensor.ts";

/** The number of elements that are reduced into one; checks what was given. */
function countOf(name: string, x: Tensor, { axis }: ReductionOptions): number {
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
 */
export const variance = (x: Tensor, options: VarianceOptions = {}): Tensor => meanSquare("variance", x, options);

/** The square root of the variance. It has no gradient (NaN) where all elements are equal. */
export const standardDeviation = (x: Tensor, options: VarianceOptions = {}): Tensor =>
  sqrt(meanSquare("standardDeviation", x, options));

function meanSquare(name: string, x: Tensor, { correction = 0, ...options }: VarianceOptions): Tensor {
  if (!(correction >= 0))
    throw new RangeError(`${name}: the correction must be from 0 up, got ${correction}; use 1 for a sample?`);
  const freedom = Math.max(countOf(name, x, options) - correction, 0);
  const deviation = subtract(x, mean(x, { ...options, keepDims: true }));
  return divide(sum(square(deviation), options), freedom);
}

/**
 * The Euclidean norm sqrt(sum x^2) over axes; its gradient at the zero vector is 0.
 * Elements are divided by the largest first, so that squares neither overflow nor vanish.
 */
export const norm: Reduction = (x, options = {}) => {
  countOf("norm", x, options);
  if (x.size === 0) return sum(x, options);
  // any constant scale gives the same norm, so it needs no derivative
  const largest = max(abs(stopGradient(x)), { ...options, keepDims: true });
  const scale = where(logicalAnd(greater(largest, 0), isFinite(largest)), largest, 1);
  const squares = sum(square(divide(x, scale)), options);
  const isZero = equal(squares, 0);
  const root = where(isZero, 0, sqrt(where(isZero, 1, squares)));
  return multiply(root, reshape(scale, root.shape));
};
