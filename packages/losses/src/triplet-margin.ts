import { add, norm, subtract, type Tensor } from "@adjoint/tensor";
import { exampleLoss } from "./internal/example-loss.ts";
import { positivePart } from "./internal/positive-part.ts";
import type { ExampleLossOptions } from "./loss-options.ts";

export interface TripletMarginOptions extends ExampleLossOptions {
  /** How much farther the negative should be than the positive; default 1. */
  readonly margin?: number | undefined;
  /** Added to each difference of coordinates, so that equal vectors have a gradient; default 1e-6. */
  readonly epsilon?: number | undefined;
}

/**
 * An anchor nearer to a positive than to a negative: max(0, d(anchor, positive) - d(anchor, negative) + margin), with
 * the Euclidean distance d(x, y) = |x - y + epsilon|. The gradient at the kink, and of a distance of 0, is 0.
 *
 * Shapes: anchor [...s, size], positive and negative the same -> [] ("mean", "sum") or [...s] ("none").
 * @good Learns distances from comparisons.
 * @bad Most triplets soon teach nothing: hard ones must be found.
 * @use For faces and other identities.
 * @throws ShapeError when the shapes differ; DTypeError unless all are of one floating-point type.
 * @see Balntas, Riba, Ponsa, Mikolajczyk 2016, Learning local feature descriptors with triplets, BMVC
 * @example tripletMargin(embed(x), embed(sameClass), embed(otherClass), { margin: 0.5 })
 */
export const tripletMargin = (
  anchor: Tensor,
  positive: Tensor,
  negative: Tensor,
  { margin = 1, epsilon = 1e-6, ...options }: TripletMarginOptions = {},
): Tensor =>
  exampleLoss("tripletMargin", [anchor, positive, negative], options, ([a, p, n], axis) => {
    const distance = (x: Tensor, y: Tensor): Tensor => norm(add(subtract(x, y), epsilon), { axis });
    return positivePart(add(subtract(distance(a, p), distance(a, n)), margin));
  });
