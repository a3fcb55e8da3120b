import { add, equal, log, log1p, logicalAnd, multiply, negate, subtract, type Tensor, where } from "@adjoint/tensor";
import { elementwiseLoss } from "./internal/elementwise-loss.ts";
import type { LossOptions } from "./loss-options.ts";

/**
 * Binary cross-entropy of probabilities p and labels z, both in [0, 1]: -(z log(p) + (1 - z) log(1 - p)), elementwise,
 * with 0 log(0) = 0. Infinite where p rules out its label; from logits, `sigmoidBinaryCrossEntropy` keeps more digits.
 *
 * Shapes: probabilities [...s], labels [...s] -> [] ("mean", "sum") or [...s] ("none"). Unit: nats.
 * @good For what comes as a probability.
 * @bad Infinite at 0 and 1, where sigmoids end up.
 * @use Only where logits are not at hand.
 * @throws ShapeError when the shapes differ; DTypeError unless both are of one floating-point type.
 * @see Goodfellow, Bengio, Courville 2016, Deep Learning, section 5.5
 * @example binaryCrossEntropy(tensor([0.9, 0.2]), tensor([1, 0])) // (0.105 + 0.223) / 2
 */
export const binaryCrossEntropy = (probabilities: Tensor, labels: Tensor, options?: LossOptions): Tensor =>
  elementwiseLoss("binaryCrossEntropy", [probabilities, labels], options, ([p, z]) => {
    // selected before the logarithm: log(0) has no derivative that a factor of 0 could take out
    const positive = multiply(z, log(where(logicalAnd(equal(z, 0), equal(p, 0)), 1, p)));
    const negative = log1p(negate(where(logicalAnd(equal(z, 1), equal(p, 1)), 0, p)));
    return subtract(0, add(positive, multiply(subtract(1, z), negative)));
  });
