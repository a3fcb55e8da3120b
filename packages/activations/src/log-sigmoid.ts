import { negate, softplus, type Tensor } from "@adjoint/tensor";
import { checkInput } from "./internal/check-input.ts";

/**
 * log(sigmoid(x)) = -log(1 + e^-x), elementwise: below 0, x for x << 0.
 *
 * @good The logarithm of a probability without underflow.
 * @bad No hidden unit: unbounded below.
 * @use Inside of losses.
 * @throws DTypeError unless x is of a floating-point type.
 * @see Goodfellow, Bengio & Courville 2016, Deep Learning, eq. 3.36.
 * @example logSigmoid(tensor([-1000, 0])) // -1000 -0.6931
 */
export function logSigmoid(x: Tensor): Tensor {
  checkInput("logSigmoid", x);
  return negate(softplus(negate(x))); // log(sigmoid(x)) is log(0) for x << 0
}
