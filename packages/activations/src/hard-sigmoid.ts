import { add, divide, type Tensor } from "@adjoint/tensor";
import { checkInput } from "./internal/check-input.ts";
import { saturate } from "./internal/saturate.ts";

/**
 * The logistic function in three straight pieces: (x + 3) / 6 limited to [0, 1], elementwise.
 *
 * The gradient at -3 and at 3 is 0.
 * @good A gate without an exponential.
 * @bad No gradient outside of -3 to 3.
 * @use For gates of small and quantized models.
 * @throws DTypeError unless x is of a floating-point type.
 * @see Howard et al. 2019, Searching for MobileNetV3, section 5.2.
 * @example hardSigmoid(tensor([-4, 0, 1.5])) // 0 0.5 0.75
 */
export function hardSigmoid(x: Tensor): Tensor {
  checkInput("hardSigmoid", x);
  return divide(saturate(add(x, 3), 0, 6), 6);
}
