import { equal, logicalAnd, multiply, type Tensor, where } from "@adjoint/tensor";

/**
 * weight * x with 0 * -Infinity = 0, in value and gradient: p log q where p and q are 0.
 * Only such a pair is selected away: the derivative for a weight of 0 is x all the same.
 */
export function absorbingMultiply(weight: Tensor, x: Tensor): Tensor {
  const isAbsorbed = logicalAnd(equal(weight, 0), equal(x, -Infinity));
  return multiply(weight, where(isAbsorbed, 0, x));
}
