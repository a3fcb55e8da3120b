import { add, expm1, logSoftmax, multiply, subtract, sum, type Tensor } from "@adjoint/tensor";
import { absorbingMultiply } from "./internal/absorbing-multiply.ts";
import { exampleLoss } from "./internal/example-loss.ts";
import type { ExampleLossOptions } from "./loss-options.ts";

export interface PolyLossOptions extends ExampleLossOptions {
  /** What is added to the first coefficient of the cross-entropy's series in 1 - q; default 2. */
  readonly epsilon?: number | undefined;
}

/**
 * Poly-1 loss: sum over classes of p (-log(q) + epsilon (1 - q)), for target probabilities p and the softmax q of
 * logits. epsilon = 0 is the cross-entropy.
 *
 * Shapes: logits [...s, classes], probabilities the same -> [] ("mean", "sum") or [...s] ("none").
 * @good Pulls a little more on the right class.
 * @bad One more setting.
 * @use Where cross-entropy works and a little more is wanted.
 * @throws ShapeError when the shapes differ; DTypeError unless both are of one floating-point type.
 * @see Leng et al. 2022, PolyLoss: A Polynomial Expansion Perspective of Classification Loss Functions
 * @example polyLoss(tensor([[2, 0]]), tensor([[1, 0]]), { epsilon: 1 })
 */
export const polyLoss = (
  logits: Tensor,
  probabilities: Tensor,
  { epsilon = 2, ...options }: PolyLossOptions = {},
): Tensor =>
  exampleLoss("polyLoss", [logits, probabilities], options, ([x, p], axis) => {
    const logQ = logSoftmax(x, { axis });
    const misses = multiply(multiply(p, expm1(logQ)), epsilon); // expm1(log(q)) = q - 1
    return subtract(0, sum(add(absorbingMultiply(p, logQ), misses), { axis }));
  });
