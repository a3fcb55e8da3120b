import { add, divide, exp, greater, negate, type Tensor, where } from "@adjoint/tensor";
import { checkInput } from "./internal/check-input.ts";

/**
 * The logistic function 1 / (1 + e^-x), elementwise: (0, 1), rising, 1/2 at 0.
 *
 * Value and gradient keep their relative precision at both ends: sigmoid(-100) is e^-100, and so is its derivative.
 * For the logarithm use `logSigmoid`, for a loss `sigmoidBinaryCrossEntropy` of the logits.
 * @good A probability from any number.
 * @bad Saturates on both sides, so deep stacks learn slowly; its mean is not 0.
 * @use For gates and single probabilities; train with sigmoidBinaryCrossEntropy on the logits.
 * @throws DTypeError unless x is of a floating-point type.
 * @see Goodfellow, Bengio & Courville 2016, Deep Learning, eq. 3.30.
 * @example sigmoid(tensor([-1000, 0, 1000])) // 0 0.5 1
 */
export function sigmoid(x: Tensor): Tensor {
  checkInput("sigmoid", x);
  // e^-|x| never overflows; where, not abs: abs has a wrong derivative at 0 for a smooth function
  const isPositive = greater(x, 0);
  const small = exp(where(isPositive, negate(x), x));
  return divide(where(isPositive, 1, small), add(small, 1));
}
