import { lessEqual, multiply, type Tensor, where } from "@adjoint/tensor";
import { checkInput } from "./internal/check-input.ts";
import { checkSetting } from "./internal/check-setting.ts";

export interface LeakyReluOptions {
  /** The slope below 0, any finite number. */
  readonly negativeSlope?: number;
}

/**
 * Rectified linear unit with a leak: x where x > 0, else negativeSlope x, elementwise.
 *
 * The gradient at 0 is negativeSlope. `prelu` learns the slope, `rrelu` draws it.
 * @good No unit dies: the negative side keeps a small slope.
 * @bad One more setting; rarely much better than relu.
 * @use Where many relu units die, and in discriminators of GANs.
 * @throws RangeError when negativeSlope is not finite; DTypeError unless x is of a floating-point type.
 * @see Maas, Hannun & Ng 2013, Rectifier nonlinearities improve neural network acoustic models.
 * @example leakyRelu(x, { negativeSlope: 0.2 })
 */
export function leakyRelu(x: Tensor, { negativeSlope = 0.01 }: LeakyReluOptions = {}): Tensor {
  checkInput("leakyRelu", x);
  checkSetting("leakyRelu", "negativeSlope", negativeSlope, "a finite number");
  const leak = negativeSlope === 0 ? 0 : multiply(x, negativeSlope); // 0 * -Infinity is NaN, the limit is 0
  return where(lessEqual(x, 0), leak, x);
}
