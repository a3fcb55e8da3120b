import {
  arange,
  castTo,
  concat,
  cumsum,
  divide,
  isTensor,
  max,
  reshape,
  sort,
  subtract,
  type Tensor,
} from "@adjoint/tensor";
import { flattenTree } from "@adjoint/tree";
import type { Tensors } from "../gradient-transform.ts";

/**
 * The t for which the positive parts of all entries - t add up to `total`, as a float64 scalar:
 * the largest of (x_1 + ... + x_j - total) / j with x sorted from the largest on.
 * @throws RangeError when there is no entry.
 * @see Held, Wolfe, Crowder 1974; Duchi et al. 2008, Efficient projections onto the l1-ball, Figure 1
 */
export function simplexThreshold(name: string, tree: Tensors, total: number): Tensor {
  const flat = flattenTree<Tensor, Tensors>(isTensor, tree).leaves.map((t) => reshape(castTo(t, "float64"), [t.size]));
  const size = flat.reduce((sum, t) => sum + t.size, 0);
  if (size === 0) throw new RangeError(`${name}: at least one entry is needed, got none; leave the projection out?`);
  const sums = cumsum(sort(concat(flat), { descending: true }));
  return max(divide(subtract(sums, total), castTo(arange(1, size + 1), "float64")));
}
