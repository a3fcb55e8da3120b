import {
  abs,
  add,
  castTo,
  divide,
  greater,
  isFinite,
  isTensor,
  logicalAnd,
  max,
  maximum,
  multiply,
  sqrt,
  square,
  sum,
  type Tensor,
  where,
} from "@adjoint/tensor";
import { flattenTree, mapTreeWithPath } from "@adjoint/tree";
import { type Leaf, type Params, type Tensors, toTensor } from "./gradient-transform.ts";
import { scalar } from "./internal/scalar.ts";

/**
 * The Euclidean norm of all leaves together, in double precision: entries are divided by the largest first, so that it
 * neither overflows nor vanishes. 0 for no entries; NaN or Infinity when an entry is.
 * @example globalNorm(gradients)
 */
export const globalNorm = <P extends Params<P>>(tree: P): number =>
  normOf(mapTreeWithPath((path: string, leaf: Leaf) => toTensor(path, leaf), tree)).item();

/** The norm as a float64 scalar. */
export function normOf(tree: Tensors): Tensor {
  const leaves = flattenTree<Tensor, Tensors>(isTensor, tree).leaves.filter(({ size }) => size > 0);
  const zero = scalar(0);
  const largest = leaves.map((t) => castTo(max(abs(t)), "float64")).reduce(maximum, zero);
  const scale = where(logicalAnd(greater(largest, 0), isFinite(largest)), largest, 1);
  const squares = leaves.map((t) => sum(square(divide(castTo(t, "float64"), scale))));
  return multiply(sqrt(squares.reduce(add, zero)), scale);
}
