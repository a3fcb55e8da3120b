import { divide, equal, norm, type Tensor, where } from "@adjoint/tensor";

/** Vectors along an axis, divided by their length; the zero vector stays, with a zero gradient. */
export function unitVectors(x: Tensor, axis: number): Tensor {
  const length = norm(x, { axis, keepDims: true });
  const isZero = equal(length, 0);
  return where(isZero, 0, divide(x, where(isZero, 1, length)));
}
