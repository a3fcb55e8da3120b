import { expandDims, multiply, norm, square, subtract, sum, type Tensor, where } from "@adjoint/tensor";
import { checkShapeOf } from "./internal/check-inputs.ts";
import { exampleLoss } from "./internal/example-loss.ts";
import { positivePart } from "./internal/positive-part.ts";
import type { ExampleLossOptions } from "./loss-options.ts";

export interface ContrastiveOptions extends ExampleLossOptions {
  /** The distance from which on unlike vectors cost nothing; default 1. */
  readonly margin?: number | undefined;
}

/**
 * Like vectors together, unlike ones apart: 1/2 d^2 where they are the same, 1/2 max(0, margin - d)^2 where not, with
 * the Euclidean distance d of a and b. Unlike vectors at distance 0 have gradient 0: no direction leads apart.
 *
 * Shapes: a [...s, size], b the same, same [...s] (`bool`) -> [] ("mean", "sum") or [...s] ("none").
 * @good Alike to distance 0, others beyond a margin.
 * @bad Asks alike ones to be equal.
 * @use For pairs that are alike or not.
 * @throws ShapeError when the shapes do not fit; DTypeError unless a and b are of one floating-point type and `same` is
 * `bool`.
 * @see Hadsell, Chopra, LeCun 2006, Dimensionality Reduction by Learning an Invariant Mapping, eq. 4
 * @example contrastive(embed(x), embed(y), equal(labelsOfX, labelsOfY), { margin: 2 })
 */
export const contrastive = (
  a: Tensor,
  b: Tensor,
  same: Tensor,
  { margin = 1, ...options }: ContrastiveOptions = {},
): Tensor =>
  exampleLoss("contrastive", [a, b], options, ([x, y], axis) => {
    const difference = subtract(x, y);
    const together = sum(square(difference), { axis });
    checkShapeOf("contrastive", "same", same, together.shape);
    // not of like ones: the slope of an infinite distance is NaN, and 0 times it too
    const unlike = where(expandDims(same, axis), 0, difference);
    const apart = square(positivePart(subtract(margin, norm(unlike, { axis }))));
    return multiply(where(same, together, apart), 0.5);
  });
