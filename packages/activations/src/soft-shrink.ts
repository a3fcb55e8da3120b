import { clip, subtract, type Tensor } from "@adjoint/tensor";
import { checkInput } from "./internal/check-input.ts";
import { checkSetting } from "./internal/check-setting.ts";

export interface SoftShrinkOptions {
  /** Half the width of the zero, in the unit of x, >= 0. */
  readonly lambda?: number;
}

/**
 * Soft thresholding: x - lambda where x > lambda, x + lambda where x < -lambda, else 0, elementwise.
 * The proximal map of lambda |x|.
 *
 * The gradient at -lambda and at lambda is 0.
 * @good Sets small values to 0: the step of sparse coding.
 * @bad Moves large values too.
 * @use In sparse coding and denoising.
 * @throws RangeError unless lambda is finite and >= 0; DTypeError unless x is of a floating-point type.
 * @see Donoho 1995, De-noising by soft-thresholding, IEEE Trans. Inform. Theory 41(3).
 * @example softShrink(tensor([-2, 0.3, 1]), { lambda: 0.5 }) // -1.5 0 0.5
 */
export function softShrink(x: Tensor, { lambda = 0.5 }: SoftShrinkOptions = {}): Tensor {
  checkInput("softShrink", x);
  checkSetting("softShrink", "lambda", lambda, "a finite number >= 0");
  return subtract(x, clip(x, -lambda, lambda));
}
