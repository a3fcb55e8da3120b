import { any, logicalAnd, multiply, notEqual, square, subtract, sum, type Tensor, where } from "@adjoint/tensor";
import { unitVectors } from "./unit-vectors.ts";

/**
 * 1 - cos of the angle between vectors; 1, with a zero gradient, where one of them is zero.
 * Half the square of a difference of unit vectors: 1 - cos has no digits left for small angles.
 */
export function angularDistance([a, b]: readonly [Tensor, Tensor], axis: number): Tensor {
  const halved = multiply(sum(square(subtract(unitVectors(a, axis), unitVectors(b, axis))), { axis }), 0.5);
  const haveDirection = logicalAnd(any(notEqual(a, 0), { axis }), any(notEqual(b, 0), { axis }));
  return where(haveDirection, halved, 1);
}
