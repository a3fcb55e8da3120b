import { expm1, lessEqual, multiply, type Tensor, where } from "@adjoint/tensor";
import { checkInput } from "./internal/check-input.ts";
import { checkSetting } from "./internal/check-setting.ts";

export interface EluOptions {
  /** Minus the limit at -Infinity, > 0. */
  readonly alpha?: number;
}

/**
 * Exponential linear unit: x where x > 0, else alpha (e^x - 1), elementwise.
 *
 * The gradient at 0 is alpha. With alpha 1 there is no kink.
 * @good Outputs have a mean near 0, which speeds learning up.
 * @bad An exponential for negative inputs; saturates there.
 * @use In deep networks without batch normalization.
 * @throws RangeError unless alpha is positive and finite; DTypeError unless x is of a floating-point type.
 * @see Clevert, Unterthiner & Hochreiter 2016, Fast and accurate deep network learning by exponential linear units.
 * @example elu(x, { alpha: 0.5 })
 */
export function elu(x: Tensor, { alpha = 1 }: EluOptions = {}): Tensor {
  checkInput("elu", x);
  checkSetting("elu", "alpha", alpha, "a finite number > 0");
  const isNegative = lessEqual(x, 0);
  // the exponential never sees what is above 0: it would overflow, and 0 * Infinity is NaN in the gradient
  return where(isNegative, multiply(expm1(where(isNegative, x, 0)), alpha), x);
}
