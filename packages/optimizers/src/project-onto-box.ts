import { greater, less, type Tensor, where } from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";
import { lift, lower, type Params } from "./gradient-transform.ts";

export interface Box {
  /** The least that an entry may be; default -Infinity. */
  readonly low?: number;
  /** The most that an entry may be; default Infinity. */
  readonly high?: number;
}

/**
 * The nearest parameters whose entries are all from low to high. NaN stays.
 * @throws RangeError unless low <= high.
 * @example params = projectOntoBox(applyUpdates(params, updates), { low: -1, high: 1 })
 */
export function projectOntoBox<P extends Params<P>>(params: P, { low = -Infinity, high = Infinity }: Box): P {
  if (!(low <= high))
    throw new RangeError(`projectOntoBox: low must not be above high, got ${low} and ${high}; exchange them?`);
  const limit = (p: Tensor): Tensor => {
    const raised = where(less(p, low), low, p);
    return where(greater(raised, high), high, raised);
  };
  return lower(params, mapTree(limit, lift(params)));
}

/** The nearest parameters without an entry below 0. @example params = projectOntoNonNegative(applyUpdates(params, updates)) */
export const projectOntoNonNegative = <P extends Params<P>>(params: P): P => projectOntoBox(params, { low: 0 });
