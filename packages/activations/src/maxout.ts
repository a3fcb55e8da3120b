import { formatShape, max, normalizeAxis, reshape, ShapeError, type Tensor } from "@adjoint/tensor";
import { checkInput } from "./internal/check-input.ts";

export interface MaxoutOptions {
  /** How many neighbours compete for one place of the result, >= 1. */
  readonly pieces?: number;
  /** Default: the last. */
  readonly axis?: number;
}

/**
 * The largest of each `pieces` neighbours along an axis: a learned convex function where x is a linear layer.
 *
 * Shapes: x [...s, pieces n, ...t] -> [...s, n, ...t]. Equal largest ones share the gradient.
 * @good Learns its own convex shape; nothing saturates.
 * @bad Several times as many weights.
 * @use With dropout in dense networks.
 * @throws ShapeError when pieces does not divide the size of the axis; RangeError unless it is a whole number >= 1;
 * DTypeError unless x is of a floating-point type.
 * @see Goodfellow, Warde-Farley, Mirza, Courville & Bengio 2013, Maxout networks, section 3.
 * @example maxout(linear(x), { pieces: 4 }) // [n, 4 d] -> [n, d]
 */
export function maxout(x: Tensor, { pieces = 2, axis = -1 }: MaxoutOptions = {}): Tensor {
  checkInput("maxout", x);
  if (!Number.isSafeInteger(pieces) || pieces < 1)
    throw new RangeError(`maxout: pieces must be a whole number >= 1, got ${pieces}; pass such a number`);
  const along = normalizeAxis("maxout", axis, x.rank);
  const size = x.shape[along]!;
  if (size % pieces !== 0)
    throw new ShapeError(
      `maxout: the axis must be a multiple of ${pieces} pieces, got axis ${along} of ${formatShape(x.shape)}; widen it?`,
    );
  const apart = [...x.shape.slice(0, along), size / pieces, pieces, ...x.shape.slice(along + 1)];
  return max(reshape(x, apart), { axis: along + 1 });
}
