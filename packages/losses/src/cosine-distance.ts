import type { Tensor } from "@adjoint/tensor";
import { angularDistance } from "./internal/angular-distance.ts";
import { exampleLoss } from "./internal/example-loss.ts";
import type { ExampleLossOptions } from "./loss-options.ts";

/**
 * Cosine distance: 1 - cos of the angle between vectors, from 0 (one direction) to 2 (opposite ones). Where a vector is
 * zero it is 1, with a zero gradient.
 *
 * Shapes: predictions [...s, size], targets the same -> [] ("mean", "sum") or [...s] ("none").
 * @good Only the direction counts.
 * @bad Blind to lengths.
 * @use For embeddings.
 * @throws ShapeError when the shapes differ; DTypeError unless both are of one floating-point type.
 * @example cosineDistance(tensor([[3, 0]]), tensor([[5, 5]])) // 1 - sqrt(1/2) = 0.293
 */
export const cosineDistance = (predictions: Tensor, targets: Tensor, options?: ExampleLossOptions): Tensor =>
  exampleLoss("cosineDistance", [predictions, targets], options, angularDistance);
