import { castTo, greater, isNaN, logicalOr, subtract, type Tensor, where } from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";
import { lift, lower, type Params } from "./gradient-transform.ts";
import { checkSetting } from "./internal/check-setting.ts";
import { simplexThreshold } from "./internal/simplex-threshold.ts";

export interface Simplex {
  /** What the entries add up to, above 0; default 1. */
  readonly total?: number;
}

/**
 * The nearest parameters that have no entry below 0 and whose entries, of all leaves together, add up to a total.
 * @throws RangeError unless the total is above 0 and there is an entry.
 * @see Duchi, Shalev-Shwartz, Singer, Chandra 2008, Efficient projections onto the l1-ball, Figure 1
 * @example const probabilities = projectOntoSimplex(Float64Array.of(0.2, -1, 0.9))
 */
export function projectOntoSimplex<P extends Params<P>>(params: P, { total = 1 }: Simplex = {}): P {
  checkSetting("projectOntoSimplex: total", total, "(0,∞)");
  const tensors = lift(params);
  const threshold = simplexThreshold("projectOntoSimplex", tensors, total);
  const excess = (p: Tensor): Tensor => {
    const above = subtract(castTo(p, "float64"), threshold);
    return castTo(where(logicalOr(greater(above, 0), isNaN(above)), above, 0), p.dtype);
  };
  return lower(params, mapTree(excess, tensors));
}
