import type { Tensor } from "@adjoint/tensor";
import { elementwiseLoss } from "./internal/elementwise-loss.ts";
import { logisticLoss } from "./internal/logistic-loss.ts";
import { fit } from "./internal/reduce.ts";
import type { LossOptions } from "./loss-options.ts";

export interface SigmoidBinaryCrossEntropyOptions extends LossOptions {
  /** Weights of the label 1, which broadcast to the logits: above 1 they raise recall, below 1 precision. */
  readonly positiveWeights?: Tensor | undefined;
}

/**
 * Binary cross-entropy of logits x and labels z in [0, 1]: w z softplus(-x) + (1 - z) softplus(x), with w the positive
 * weight (1), elementwise. Exact for any finite logit; finite at +-Infinity where the label matches.
 *
 * Shapes: logits [...s], labels [...s] -> [] ("mean", "sum") or [...s] ("none"). Unit: nats. Positive weights do not
 * divide the mean: they are part of the loss.
 * @good From logits: never loses digits, never saturates.
 * @bad Overconfident on wrong labels.
 * @use For yes or no, and for several labels at once.
 * @throws ShapeError when the shapes differ; DTypeError unless all are of one floating-point type.
 * @see Goodfellow, Bengio, Courville 2016, Deep Learning, section 6.2.2.2
 * @example sigmoidBinaryCrossEntropy(tensor([1000, -2]), tensor([1, 0])) // (0 + 0.127) / 2
 */
export function sigmoidBinaryCrossEntropy(
  logits: Tensor,
  labels: Tensor,
  { positiveWeights, ...options }: SigmoidBinaryCrossEntropyOptions = {},
): Tensor {
  const name = "sigmoidBinaryCrossEntropy";
  if (!positiveWeights) return elementwiseLoss(name, [logits, labels], options, ([x, z]) => logisticLoss(x, z));
  const weights = fit(name, "positiveWeights", positiveWeights, logits.shape);
  return elementwiseLoss(name, [logits, labels, weights], options, ([x, z, w]) => logisticLoss(x, z, w));
}
