import { greaterEqual, lessEqual, multiply, type Tensor, where } from "@adjoint/tensor";

/**
 * x gate(x), elementwise, for a gate that is 0 from -reach down and 1 from +reach up, to the last digit: the value is 0
 * and x there, the gradient 0 and 1. The gate itself only sees numbers within its reach, so that no power overflows and
 * Infinity never meets 0.
 */
export function selfGated(x: Tensor, reach: number, gate: (x: Tensor) => Tensor): Tensor {
  const raised = where(lessEqual(x, -reach), 0, x);
  return multiply(raised, gate(where(greaterEqual(raised, reach), reach, raised)));
}
