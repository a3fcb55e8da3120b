import { abs, add, divide, greater, sign, subtract, type Tensor, where } from "@adjoint/tensor";
import { checkInput } from "./internal/check-input.ts";

/**
 * x / (1 + |x|), elementwise: (-1, 1), which it approaches slower than tanh.
 *
 * The gradient at 0 is 1.
 * @good Saturates more gently than tanh.
 * @bad Its gradient falls fast near 0.
 * @use As a tanh without exponentials.
 * @throws DTypeError unless x is of a floating-point type.
 * @see Bergstra, Desjardins, Lamblin & Bengio 2009, Quadratic polynomials learn better image features.
 * @example softsign(tensor([-1, 0, 3])) // -0.5 0 0.75
 */
export function softsign(x: Tensor): Tensor {
  checkInput("softsign", x);
  const size = abs(x);
  const isFar = greater(size, 1);
  const end = sign(x);
  // far out x / (1 + |x|) = end - end / (1 + |x|): no Infinity / Infinity, and no cancellation in the gradient
  const share = divide(where(isFar, end, x), add(size, 1));
  return where(isFar, subtract(end, share), share);
}
