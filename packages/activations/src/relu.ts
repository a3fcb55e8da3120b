import { lessEqual, type Tensor, where } from "@adjoint/tensor";
import { checkInput } from "./internal/check-input.ts";

/**
 * Rectified linear unit: max(x, 0), elementwise.
 *
 * The gradient at 0 is 0. NaN stays NaN.
 * @good Cheap, and its gradient does not fade for positive inputs; sparse outputs.
 * @bad A unit that is negative for all examples gets no gradient and stays dead.
 * @use The first choice for hidden layers.
 * @throws DTypeError unless x is of a floating-point type.
 * @see Nair & Hinton 2010, Rectified linear units improve restricted Boltzmann machines.
 * @example relu(tensor([-1, 0, 2])) // 0 0 2
 */
export function relu(x: Tensor): Tensor {
  checkInput("relu", x);
  // where, not maximum: maximum splits the gradient at 0
  return where(lessEqual(x, 0), 0, x);
}
