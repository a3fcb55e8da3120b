import { abs, less, log1p, multiply, sinh, square, subtract, type Tensor, where } from "@adjoint/tensor";
import { elementwiseLoss } from "./internal/elementwise-loss.ts";
import type { LossOptions } from "./loss-options.ts";

/**
 * Logarithm of the hyperbolic cosine of the error e = predictions - targets: log(cosh(e)), elementwise. About e^2 / 2
 * near 0 and |e| - log(2) far away, smooth in between; its gradient is tanh(e).
 *
 * Shapes: predictions [...s], targets [...s] -> [] ("mean", "sum") or [...s] ("none").
 * @good A smooth mixture of squared and absolute error.
 * @bad The change between both is fixed at 1.
 * @use In place of huber where second derivatives matter.
 * @throws ShapeError when the shapes differ; DTypeError unless all are of one floating-point type.
 * @example logCosh(tensor([0.5]), tensor([0])) // 0.120
 */
export const logCosh = (predictions: Tensor, targets: Tensor, options?: LossOptions): Tensor =>
  elementwiseLoss("logCosh", [predictions, targets], options, ([p, t]) => logCoshOf(subtract(p, t)));

// log(cosh(e)) = log(1 + 2 sinh(e/2)^2): cosh(e) is 1 for small e and overflows for large ones
function logCoshOf(e: Tensor): Tensor {
  const isSmall = less(abs(e), 20); // beyond, e^-2|e| is less than half an ulp of |e|
  const near = log1p(multiply(square(sinh(multiply(where(isSmall, e, 0), 0.5))), 2));
  return where(isSmall, near, subtract(abs(e), Math.LN2));
}
