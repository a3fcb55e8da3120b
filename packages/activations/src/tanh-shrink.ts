import { abs, add, divide, less, multiply, square, subtract, type Tensor, tanh, where } from "@adjoint/tensor";
import { checkInput } from "./internal/check-input.ts";

/**
 * x - tanh(x), elementwise: x^3 / 3 near 0, to the last digits.
 *
 * Smooth; the gradient is tanh(x)^2.
 * @good Nearly 0 around 0, a line far away.
 * @bad Small gradients where most inputs are.
 * @use In sparse coding.
 * @throws DTypeError unless x is of a floating-point type.
 * @example tanhShrink(tensor([0.001])) // 3.3333e-10
 */
export function tanhShrink(x: Tensor): Tensor {
  checkInput("tanhShrink", x);
  const isNear = less(abs(x), 1);
  return where(isNear, nearZero(where(isNear, x, 0)), subtract(x, tanh(x)));
}

/**
 * x^3 / (x^2 + k) for |x| < 1, where x - tanh(x) would cancel: tanh(x) = x / (1 + x^2 / k) with Lambert's continued
 * fraction k = 3 + x^2 / (5 + x^2 / (7 + ...)), which 19 ends below the last digit of double precision.
 */
function nearZero(x: Tensor): Tensor {
  const squared = square(x);
  let k = add(divide(squared, 19), 17);
  for (const odd of [15, 13, 11, 9, 7, 5, 3]) k = add(divide(squared, k), odd);
  return divide(multiply(x, squared), add(squared, k));
}
