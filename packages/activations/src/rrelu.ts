import { type RandomKey, type Tensor, uniform } from "@adjoint/tensor";
import { checkInput } from "./internal/check-input.ts";
import { checkSetting } from "./internal/check-setting.ts";
import { prelu } from "./prelu.ts";

export interface RreluOptions {
  /** The smallest slope below 0. */
  readonly low?: number;
  /** Above the largest slope below 0. */
  readonly high?: number;
}

/**
 * Rectified linear unit with a random leak: x where x > 0, else a x, elementwise, with an own a for each element, drawn
 * evenly from [low, high).
 *
 * It is for training. To predict use the mean slope: `leakyRelu(x, { negativeSlope: (low + high) / 2 })`.
 * Shapes: x [...s], key [2] -> [...s]. The same key gives the same slopes. The gradient at 0 is the slope drawn.
 * @good The random slope regularizes.
 * @bad Another function in training than in evaluation.
 * @use On small data sets that overfit.
 * @throws RangeError unless low < high, both finite; DTypeError unless x is of a floating-point type.
 * @see Xu, Wang, Chen & Li 2015, Empirical evaluation of rectified activations in convolutional network; the bounds are
 * those of PyTorch.
 * @example rrelu(x, key)
 */
export function rrelu(x: Tensor, key: RandomKey, { low = 1 / 8, high = 1 / 3 }: RreluOptions = {}): Tensor {
  checkInput("rrelu", x);
  checkSetting("rrelu", "low", low, "a finite number");
  checkSetting("rrelu", "high", high, "a finite number");
  if (!(low < high)) throw new RangeError(`rrelu: low must be below high, got ${low} and ${high}; use leakyRelu?`);
  return prelu(x, uniform(key, x.shape, { low, high, dtype: x.dtype }));
}
