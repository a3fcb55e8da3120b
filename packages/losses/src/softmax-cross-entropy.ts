import type { Tensor } from "@adjoint/tensor";
import { crossEntropy } from "./internal/cross-entropy.ts";
import { exampleLoss } from "./internal/example-loss.ts";
import type { ExampleLossOptions } from "./loss-options.ts";

/**
 * Cross-entropy between target probabilities p and the softmax q of logits: -sum p log q over an axis, by log-sum-exp.
 *
 * Shapes: logits [...s, classes], probabilities the same -> [] ("mean", "sum") or [...s] ("none"). Unit: nats. The
 * gradient for the probabilities is -log q. A class of probability 0 whose logit is -Infinity adds nothing, neither
 * here nor there; a row of -Infinity alone is NaN. Probabilities are used as they are, whatever their sum.
 * @good For targets that are probabilities: smoothed, mixed or of a teacher.
 * @bad A row of probabilities for each example.
 * @use For soft labels.
 * @throws ShapeError when the shapes differ; DTypeError unless both are of one floating-point type.
 * @see Goodfellow, Bengio, Courville 2016, Deep Learning, section 6.2.2.3
 * @example softmaxCrossEntropy(tensor([[2, 0]]), tensor([[0.9, 0.1]])) // 0.327
 */
export const softmaxCrossEntropy = (logits: Tensor, probabilities: Tensor, options?: ExampleLossOptions): Tensor =>
  exampleLoss("softmaxCrossEntropy", [logits, probabilities], options, crossEntropy);
