import { add, divide, type Tensor } from "@adjoint/tensor";
import { checkInput } from "./internal/check-input.ts";
import { selfGated } from "./internal/self-gated.ts";

/**
 * Swish in three pieces: x hardSigmoid(x), elementwise; 0 up to -3, x from 3 on, x (x + 3) / 6 between.
 *
 * The gradient at -3 is 0, at 3 it is 1.
 * @good silu without an exponential.
 * @bad Kinks at -3 and 3.
 * @use In models for phones.
 * @throws DTypeError unless x is of a floating-point type.
 * @see Howard et al. 2019, Searching for MobileNetV3, section 5.2.
 * @example hardSwish(tensor([-4, 1, 4])) // 0 0.6667 4
 */
export function hardSwish(x: Tensor): Tensor {
  checkInput("hardSwish", x);
  return selfGated(x, 3, (t) => divide(add(t, 3), 6));
}
