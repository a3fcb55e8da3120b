import { add, divide, exp, greater, multiply, negate, square, type Tensor, where } from "@adjoint/tensor";
import { checkInput } from "./internal/check-input.ts";
import { selfGated } from "./internal/self-gated.ts";

/**
 * Mish: x tanh(softplus(x)), elementwise.
 *
 * Smooth; its least value is -0.3088 at x = -1.1924.
 * @good Smooth like silu, a little steeper below 0.
 * @bad The most costly of its kind.
 * @use In detectors that were designed with it.
 * @throws DTypeError unless x is of a floating-point type.
 * @see Misra 2020, Mish: a self regularized non-monotonic activation function.
 * @example mish(x)
 */
export function mish(x: Tensor): Tensor {
  checkInput("mish", x);
  return selfGated(x, 750, tanhOfSoftplus); // e^-750 is 0 in double precision
}

/** tanh(log(1 + u)) = (u^2 + 2 u) / (u^2 + 2 u + 2) with u = e^x; above 0 both divided by u^2, as u overflows. */
function tanhOfSoftplus(x: Tensor): Tensor {
  const isPositive = greater(x, 0);
  const small = exp(where(isPositive, negate(x), x));
  const [doubled, squared] = [multiply(small, 2), square(small)];
  const upper = where(isPositive, add(doubled, 1), add(doubled, squared));
  return divide(upper, add(upper, where(isPositive, multiply(squared, 2), 2)));
}
