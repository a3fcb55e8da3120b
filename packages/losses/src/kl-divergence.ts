import { equal, log, subtract, sum, type Tensor, where } from "@adjoint/tensor";
import { absorbingMultiply } from "./internal/absorbing-multiply.ts";
import { exampleLoss } from "./internal/example-loss.ts";
import type { ExampleLossOptions } from "./loss-options.ts";

/**
 * Kullback-Leibler divergence of predicted log-probabilities log(q) from target probabilities p: sum p (log(p) -
 * log(q)) over an axis, with 0 log(0) = 0. Infinite where q rules out what p does not.
 *
 * Shapes: logProbabilities [...s, classes], probabilities the same -> [] ("mean", "sum") or [...s] ("none"). Unit:
 * nats. In the gradient for a probability that is 0, its own logarithm counts as 0.
 * @good How far a distribution is from another.
 * @bad Not symmetric, infinite for what is ruled out.
 * @use For distillation and variational models.
 * @throws ShapeError when the shapes differ; DTypeError unless both are of one floating-point type.
 * @see Kullback, Leibler 1951, Ann. Math. Statist. 22(1)
 * @example klDivergence(logSoftmax(logits), probabilities)
 */
export const klDivergence = (logProbabilities: Tensor, probabilities: Tensor, options?: ExampleLossOptions): Tensor =>
  exampleLoss("klDivergence", [logProbabilities, probabilities], options, ([logQ, p], axis) => {
    const logP = log(where(equal(p, 0), 1, p));
    return subtract(0, sum(absorbingMultiply(p, subtract(logQ, logP)), { axis }));
  });
