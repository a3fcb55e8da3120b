import { abs, lessEqual, type Tensor, where } from "@adjoint/tensor";
import { checkInput } from "./internal/check-input.ts";
import { checkSetting } from "./internal/check-setting.ts";

export interface HardShrinkOptions {
  /** Half the width of the zero, in the unit of x, >= 0. */
  readonly lambda?: number;
}

/**
 * Hard thresholding: x where |x| > lambda, else 0, elementwise. It jumps at -lambda and at lambda.
 *
 * The gradient at -lambda and at lambda is 0.
 * @good Sets small values to 0 and leaves large ones.
 * @bad It jumps at the threshold.
 * @use In denoising.
 * @throws RangeError unless lambda is finite and >= 0; DTypeError unless x is of a floating-point type.
 * @see Donoho & Johnstone 1994, Ideal spatial adaptation by wavelet shrinkage, Biometrika 81(3).
 * @example hardShrink(tensor([-2, 0.3, 1]), { lambda: 0.5 }) // -2 0 1
 */
export function hardShrink(x: Tensor, { lambda = 0.5 }: HardShrinkOptions = {}): Tensor {
  checkInput("hardShrink", x);
  checkSetting("hardShrink", "lambda", lambda, "a finite number >= 0");
  return where(lessEqual(abs(x), lambda), 0, x);
}
