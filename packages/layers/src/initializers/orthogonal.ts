import { formatShape, multiply, normal, qr, reshape, ShapeError, sizeOf, transpose } from "@adjoint/tensor";
import type { Initializer } from "./initializer.ts";

/**
 * A random matrix with orthonormal rows, or columns where there are more rows, times `gain`, all such matrices being
 * equally likely: what passes keeps its length. More than two axes count as a matrix of the first against all others.
 *
 * By QR of a normal matrix, R having a positive diagonal.
 * @throws ShapeError for fewer than two axes.
 * @see Saxe, McClelland, Ganguli 2014, Exact solutions to the nonlinear dynamics of learning in deep linear neural
 * networks; Mezzadri 2007, How to generate random matrices from the classical compact groups, on the diagonal
 * @example orthogonal({ gain: Math.SQRT2 })(randomKey(0), [128, 128])
 */
export const orthogonal =
  ({ gain = 1 }: { readonly gain?: number } = {}): Initializer =>
  (key, shape) => {
    const [rows, ...others] = shape;
    if (rows === undefined || others.length === 0)
      throw new ShapeError(`orthogonal: a matrix or more is needed, got shape ${formatShape(shape)}; use constant?`);
    const columns = sizeOf(others);
    const isTall = rows >= columns;
    const { q } = qr(normal(key, isTall ? [rows, columns] : [columns, rows]));
    return multiply(reshape(isTall ? q : transpose(q), shape), gain);
  };
