import { add, multiply } from "../primitives/arithmetic.ts";
import { swapLastAxes } from "../primitives/movement.ts";
import type { Tensor } from "../tensor.ts";

/** (A + A^T) / 2. */
export function symmetrize(a: Tensor): Tensor {
  const half = multiply(a, 0.5); // before the sum, which could overflow
  return add(half, swapLastAxes(half));
}
