import { commonType, greater, subtract, type Tensor, where } from "@adjoint/tensor";
import { angularDistance } from "./internal/angular-distance.ts";
import { checkShapeOf } from "./internal/check-inputs.ts";
import { exampleLoss } from "./internal/example-loss.ts";
import { positivePart } from "./internal/positive-part.ts";
import type { ExampleLossOptions } from "./loss-options.ts";

export interface CosineEmbeddingOptions extends ExampleLossOptions {
  /** The cosine up to which unlike vectors cost nothing, from -1 to 1; default 0. */
  readonly margin?: number | undefined;
}

/**
 * Like vectors together, unlike ones apart: 1 - cos where sign is 1, max(0, cos - margin) where it is -1, with the
 * cosine of the angle between a and b (0 for the zero vector, with a zero gradient). The gradient at the kink is 0.
 *
 * Shapes: a [...s, size], b the same, sign [...s] -> [] ("mean", "sum") or [...s] ("none").
 * @good Pulls alike together and others apart.
 * @bad Pairs must be made.
 * @use For embeddings from pairs.
 * @throws ShapeError when the shapes do not fit; DTypeError unless all are of one floating-point type.
 * @example cosineEmbedding(a, b, tensor([1, -1]), { margin: 0.2 })
 */
export function cosineEmbedding(
  a: Tensor,
  b: Tensor,
  sign: Tensor,
  { margin = 0, ...options }: CosineEmbeddingOptions = {},
): Tensor {
  commonType("cosineEmbedding", "float", [a, b, sign]);
  return exampleLoss("cosineEmbedding", [a, b], options, (inputs, axis) => {
    const distance = angularDistance(inputs, axis);
    checkShapeOf("cosineEmbedding", "sign", sign, distance.shape);
    return where(greater(sign, 0), distance, positivePart(subtract(1 - margin, distance)));
  });
}
