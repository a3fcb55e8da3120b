import { checkType } from "../check-type.ts";
import { DTypeError, ShapeError } from "../errors.ts";
import { expandTo } from "../primitives/broadcast.ts";
import { transpose } from "../primitives/movement.ts";
import { reshapeTo } from "../primitives/reshape.ts";
import { broadcastShapes, formatShape, sizeOf } from "../shape.ts";
import type { Tensor } from "../tensor.ts";

/** @throws DTypeError unless x is of a floating-point type; ShapeError unless it is a matrix or a batch of them. */
export function checkMatrix(name: string, x: Tensor): void {
  checkType(name, "float", x.dtype);
  if (x.rank < 2)
    throw new ShapeError(`${name}: a matrix is needed, got shape ${formatShape(x.shape)}; reshape it to two axes?`);
}

/** @throws ShapeError unless the last two axes are equal, DTypeError unless x is of a floating-point type. */
export function checkSquare(name: string, x: Tensor): void {
  checkMatrix(name, x);
  if (x.shape.at(-1) !== x.shape.at(-2))
    throw new ShapeError(`${name}: square matrices are needed, got ${formatShape(x.shape)}; check the axes?`);
}

/**
 * The solution of a system for operands as callers give them: a vector on the right is a column, leading axes broadcast,
 * and many right sides of one matrix are the columns of one system. `solve` gets [...s, n, n] and [...s, n, k].
 */
export function solveSystem(name: string, a: Tensor, b: Tensor, solve: (a: Tensor, b: Tensor) => Tensor): Tensor {
  checkSquare(name, a);
  if (a.dtype !== b.dtype) throw new DTypeError(`${name}: types must match, got ${a.dtype} and ${b.dtype}; cast one?`);
  const n = a.shape.at(-1)!;
  if (b.rank === 0 || b.shape.at(b.rank === 1 ? 0 : -2) !== n)
    throw new ShapeError(
      `${name}: the right side needs ${n} rows, got ${formatShape(a.shape)} and ${formatShape(b.shape)}; transpose one?`,
    );
  if (b.rank === 1) {
    const x = solveSystem(name, a, reshapeTo(b, [n, 1]), solve);
    return reshapeTo(x, x.shape.slice(0, -1));
  }
  if (a.rank === 2 && b.rank > 2) return solveColumns(a, b, solve);
  const lead = broadcastShapes(name, [a.shape.slice(0, -2), b.shape.slice(0, -2)]);
  return solve(expandTo(a, [...lead, n, n]), expandTo(b, [...lead, n, b.shape.at(-1)!]));
}

/** One factorisation for all: b [...s, n, k] as [n, s k] and back. */
function solveColumns(a: Tensor, b: Tensor, solve: (a: Tensor, b: Tensor) => Tensor): Tensor {
  const axes = b.shape.map((_, i) => i);
  const [rows, columns] = [b.rank - 2, b.rank - 1];
  const lead = axes.slice(0, rows);
  const rowsFirst = transpose(b, [rows, ...lead, columns]);
  const x = solve(a, reshapeTo(rowsFirst, [b.shape[rows]!, sizeOf(rowsFirst.shape.slice(1))]));
  return transpose(reshapeTo(x, rowsFirst.shape), [...lead.map((axis) => axis + 1), 0, columns]);
}
