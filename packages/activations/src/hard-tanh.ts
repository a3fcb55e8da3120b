import { type Tensor } from "@adjoint/tensor";
import { checkInput } from "./internal/check-input.ts";
import { saturate } from "./internal/saturate.ts";

/**
 * The hyperbolic tangent in three straight pieces: x limited to [-1, 1], elementwise.
 *
 * The gradient at -1 and at 1 is 0; that of `clip` is 1 there.
 * @good tanh for the price of two comparisons.
 * @bad No gradient outside of -1 to 1.
 * @use In quantized recurrent networks.
 * @throws DTypeError unless x is of a floating-point type.
 * @see Goodfellow, Bengio & Courville 2016, Deep Learning, section 6.3.3.
 * @example hardTanh(tensor([-2, 0.5])) // -1 0.5
 */
export function hardTanh(x: Tensor): Tensor {
  checkInput("hardTanh", x);
  return saturate(x, -1, 1);
}
