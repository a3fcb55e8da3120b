import { divide, greater, where } from "@adjoint/tensor";
import { normOf } from "./global-norm.ts";
import { lift, lower, type Params } from "./gradient-transform.ts";
import { checkSetting } from "./internal/check-setting.ts";
import { scalar } from "./internal/scalar.ts";
import { scaleBy } from "./internal/scale-by.ts";

/** A ball around 0. */
export interface Ball {
  /** Its radius, above 0; default 1. */
  readonly radius?: number;
}

/**
 * The nearest parameters whose Euclidean norm, of all leaves together, is at most the radius: p min(1, radius / |p|).
 * @throws RangeError unless the radius is above 0.
 * @example params = projectOntoL2Ball(applyUpdates(params, updates), { radius: 3 })
 */
export function projectOntoL2Ball<P extends Params<P>>(params: P, { radius = 1 }: Ball = {}): P {
  checkSetting("projectOntoL2Ball: radius", radius, "(0,∞)");
  const tensors = lift(params);
  const norm = normOf(tensors);
  const factor = where(greater(norm, radius), divide(scalar(radius), norm), 1);
  return lower(params, scaleBy(factor, tensors));
}
