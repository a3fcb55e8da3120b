import { abs, divide, equal, max, norm, stopGradient, type Tensor, where } from "@adjoint/tensor";

/**
 * Vectors along an axis, divided by their length; the zero vector stays, with a zero gradient. A direction does not depend
 * on the scale, so the largest entry is first made 1, as a constant: a length may be beyond the largest number.
 */
export function unitVectors(x: Tensor, axis: number): Tensor {
  if (x.size === 0) return x;
  const largest = stopGradient(max(abs(x), { axis, keepDims: true }));
  const isZero = equal(largest, 0);
  const scaled = divide(x, where(isZero, 1, largest));
  const length = norm(scaled, { axis, keepDims: true });
  return where(isZero, 0, divide(scaled, where(isZero, 1, length)));
}
