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

/** The number of elements that are reduced into one. */
const countOf = (name: string, x: Tensor, { axis }: ReductionOptions): number =>
  sizeOf(onlyAxes(x.shape, normalizeAxes(name, axis, x.rank)));

/** The arithmetic mean over axes, of floating-point tensors; NaN for no elements. */
export const mean: Reduction = (x, options = {}) => {
  checkType("mean", "float", x.dtype);
  return divide(sum(x, options), countOf("mean", x, options));
};

export interface VarianceOptions extends ReductionOptions {
  /** Subtracted from the number of elements: 0 for the population (default), 1 for a sample. */
  readonly correction?: number;
}

/** The mean squared deviation from the mean, in two passes: no cancellation for a large mean. */
export function variance(x: Tensor, { correction = 0, ...options }: VarianceOptions = {}): Tensor {
  checkType("variance", "float", x.dtype);
  const deviation = subtract(x, mean(x, { ...options, keepDims: true }));
  return divide(sum(square(deviation), options), Math.max(countOf("variance", x, options) - correction, 0));
}

/** The square root of the variance. Its gradient is infinite where all elements are equal. */
export const standardDeviation = (x: Tensor, options?: VarianceOptions): Tensor => sqrt(variance(x, options));

/**
 * The Euclidean norm sqrt(sum x^2) over axes; its gradient at the zero vector is 0.
 * Elements are divided by the largest first, so that squares neither overflow nor vanish.
 */
export const norm: Reduction = (x, options = {}) => {
  checkType("norm", "float", x.dtype);
  if (x.size === 0) return sum(x, options);
  // any constant scale gives the same norm, so it needs no derivative
  const largest = max(abs(stopGradient(x)), { ...options, keepDims: true });
  const scale = where(logicalAnd(greater(largest, 0), isFinite(largest)), largest, 1);
  const squares = sum(square(divide(x, scale)), options);
  const isZero = equal(squares, 0);
  const root = where(isZero, 0, sqrt(where(isZero, 1, squares)));
  return multiply(root, reshape(scale, root.shape));
};
