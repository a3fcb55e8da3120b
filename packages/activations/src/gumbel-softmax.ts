import {
  type AlongAxis,
  add,
  argMax,
  divide,
  gumbel,
  moveAxis,
  normalizeAxis,
  oneHot,
  type RandomKey,
  softmax,
  stopGradient,
  subtract,
  type Tensor,
} from "@adjoint/tensor";
import { checkInput } from "./internal/check-input.ts";
import { checkSetting } from "./internal/check-setting.ts";

export interface GumbelSoftmaxOptions extends AlongAxis {
  /** > 0: near 0 the result is nearly one-hot and its gradient varies much, above 1 it is nearly even. */
  readonly temperature?: number;
  /** One-hot values with the gradient of the soft ones (straight-through). */
  readonly hard?: boolean;
}

/**
 * A differentiable draw of a class: softmax((x + g) / temperature) along an axis (default: the last), with Gumbel noise g.
 * The largest entry is at class i with probability softmax(x)_i, at every temperature.
 *
 * Shapes: x (logits) [...s], key [2] -> [...s]. A logit of -Infinity is never drawn; a row of it alone is NaN.
 * @good A sample of a class that gradients pass through.
 * @bad Biased for a high temperature, noisy for a low one.
 * @use For discrete choices inside of a network.
 * @throws RangeError unless the temperature is positive and finite; ShapeError when there is no such axis; DTypeError
 * unless x is of a floating-point type.
 * @see Jang, Gu & Poole 2017, Categorical reparameterization with Gumbel-softmax, eq. 2 and section 2.2.
 * @example gumbelSoftmax(logits, key, { temperature: 0.5, hard: true })
 */
export function gumbelSoftmax(
  x: Tensor,
  key: RandomKey,
  { temperature = 1, hard = false, axis = -1 }: GumbelSoftmaxOptions = {},
): Tensor {
  checkInput("gumbelSoftmax", x);
  checkSetting("gumbelSoftmax", "temperature", temperature, "a finite number > 0");
  const along = normalizeAxis("gumbelSoftmax", axis, x.rank);
  const noisy = add(x, gumbel(key, x.shape, { dtype: x.dtype }));
  const soft = softmax(divide(noisy, temperature), { axis: along });
  if (!hard || x.size === 0) return soft;
  const drawn = moveAxis(oneHot(argMax(noisy, { axis: along }), x.shape[along]!, x.dtype), -1, along);
  return add(drawn, subtract(soft, stopGradient(soft))); // the difference is 0, but not its gradient
}
