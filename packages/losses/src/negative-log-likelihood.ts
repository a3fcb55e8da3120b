import { subtract, type Tensor } from "@adjoint/tensor";
import { entryAt } from "./internal/cross-entropy.ts";
import { labelLoss } from "./internal/label-loss.ts";
import type { LabelLossOptions } from "./loss-options.ts";

/**
 * Negative log-likelihood of classes given by their index: -logProbabilities[label]. From logits,
 * `softmaxCrossEntropyWithIntegerLabels` is one step.
 *
 * Shapes: logProbabilities [...s, classes], labels [...s] (`int32` or `uint8`) -> [] ("mean", "sum") or [...s]
 * ("none"). Unit: nats.
 * @good For what is a log-probability already.
 * @bad Wrong for raw scores.
 * @use After logSoftmax, or for mixtures.
 * @throws RangeError for a label that is no class, unless it is ignored or masked; ShapeError when the shapes do not
 * fit; DTypeError for log-probabilities of an integer type or labels of another.
 * @example negativeLogLikelihood(logSoftmax(logits), labels)
 */
export const negativeLogLikelihood = (
  logProbabilities: Tensor,
  labels: Tensor,
  options: LabelLossOptions = {},
): Tensor =>
  labelLoss("negativeLogLikelihood", logProbabilities, labels, options, (x, index, axis) =>
    subtract(0, entryAt(x, index, axis)),
  );
