import {
  abs,
  add,
  castTo,
  greater,
  isTensor,
  maximum,
  multiply,
  sign,
  subtract,
  sum,
  type Tensor,
  where,
} from "@adjoint/tensor";
import { flattenTree, mapTree } from "@adjoint/tree";
import { lift, lower, type Params, type Tensors } from "./gradient-transform.ts";
import { checkSetting } from "./internal/check-setting.ts";
import { scalar } from "./internal/scalar.ts";
import { simplexThreshold } from "./internal/simplex-threshold.ts";
import type { Ball } from "./project-onto-l2-ball.ts";

/**
 * The nearest parameters the sizes of whose entries, of all leaves together, add up to at most the radius:
 * sign(p) max(|p| - t, 0). Small entries become 0.
 * @throws RangeError unless the radius is above 0 and there is an entry.
 * @see Duchi, Shalev-Shwartz, Singer, Chandra 2008, Efficient projections onto the l1-ball, section 4
 * @example params = projectOntoL1Ball(applyUpdates(params, updates), { radius: 10 })
 */
export function projectOntoL1Ball<P extends Params<P>>(params: P, { radius = 1 }: Ball = {}): P {
  checkSetting("projectOntoL1Ball: radius", radius, "(0,∞)");
  const tensors = lift(params);
  const sizes = mapTree((p: Tensor) => abs(p), tensors);
  const threshold = simplexThreshold("projectOntoL1Ball", sizes, radius);
  const isOutside = greater(sumOf(sizes), radius);
  const shrink = (p: Tensor): Tensor => {
    const rest = maximum(subtract(castTo(abs(p), "float64"), threshold), 0);
    return where(isOutside, multiply(sign(p), castTo(rest, p.dtype)), p);
  };
  return lower(params, mapTree(shrink, tensors));
}

const sumOf = (tree: Tensors): Tensor =>
  flattenTree<Tensor, Tensors>(isTensor, tree)
    .leaves.map((t) => sum(castTo(t, "float64")))
    .reduce((a, b) => add(a, b), scalar(0));
