import type { Tensor } from "@adjoint/tensor";
import { crossEntropy } from "./internal/cross-entropy.ts";
import { exampleLoss } from "./internal/example-loss.ts";
import type { ExampleLossOptions } from "./loss-options.ts";

/**
 * Ranking of a whole list: -sum y log(softmax(x)) over the axis of its items, for scores x and relevances y >= 0, which
 * need not sum to 1. An item that only pads the list has the score -Infinity and the relevance 0.
 *
 * Shapes: scores [...s, items], relevances the same -> [] ("mean", "sum") or [...s] ("none").
 * @good Looks at a whole list at once.
 * @bad Cares most for the top.
 * @use For search and recommendation.
 * @throws ShapeError when the shapes differ; DTypeError unless both are of one floating-point type.
 * @see Bruch, Wang, Bendersky, Najork 2019, An Analysis of the Softmax Cross Entropy Loss for Learning-to-Rank with
 * Binary Relevance
 * @example listwiseSoftmax(tensor([[2, 1, -Infinity]]), tensor([[1, 0, 0]])) // 0.313
 */
export const listwiseSoftmax = (scores: Tensor, relevances: Tensor, options?: ExampleLossOptions): Tensor =>
  exampleLoss("listwiseSoftmax", [scores, relevances], options, crossEntropy);
