import { divide, expm1, lessEqual, multiply, type Tensor, where } from "@adjoint/tensor";
import { checkInput } from "./internal/check-input.ts";
import { checkSetting } from "./internal/check-setting.ts";

export interface CeluOptions {
  /** Minus the limit at -Infinity, > 0. */
  readonly alpha?: number;
}

/**
 * Continuously differentiable exponential linear unit: x where x > 0, else alpha (e^(x / alpha) - 1), elementwise.
 *
 * The gradient at 0 is 1 for every alpha: there is no kink.
 * @good elu with a gradient that is continuous for every alpha.
 * @bad The same cost as elu.
 * @use Where elu is used with an alpha other than 1.
 * @throws RangeError unless alpha is positive and finite; DTypeError unless x is of a floating-point type.
 * @see Barron 2017, Continuously differentiable exponential linear units.
 * @example celu(x, { alpha: 1.3 })
 */
export function celu(x: Tensor, { alpha = 1 }: CeluOptions = {}): Tensor {
  checkInput("celu", x);
  checkSetting("celu", "alpha", alpha, "a finite number > 0");
  const isNegative = lessEqual(x, 0);
  const below = divide(where(isNegative, x, 0), alpha); // as in elu, no exponential of what is above 0
  return where(isNegative, multiply(expm1(below), alpha), x);
}
