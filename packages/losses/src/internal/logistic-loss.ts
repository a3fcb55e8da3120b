import { add, exp, greater, log1p, multiply, negate, subtract, type Tensor, where } from "@adjoint/tensor";
import { absorbingMultiply } from "./absorbing-multiply.ts";

/**
 * w z softplus(-x) + (1 - z) softplus(x), elementwise, for logits x, labels z and positive weights w (1).
 *
 * With n = -|x|, softplus(+-x) is log1p(e^n), and -n more on the side that x takes: log(sigmoid(x)) is log(0) for
 * x << 0, and x - z x is Infinity - Infinity where x is infinite and matches its label.
 */
export function logisticLoss(x: Tensor, z: Tensor, w?: Tensor): Tensor {
  const isPositive = greater(x, 0);
  const n = where(isPositive, negate(x), x);
  const miss = subtract(1, z);
  const hit = w ? multiply(w, z) : z;
  const soft = log1p(exp(n));
  const linear = absorbingMultiply(where(isPositive, miss, hit), n);
  return subtract(w ? multiply(add(hit, miss), soft) : soft, linear);
}
