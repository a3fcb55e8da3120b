import { align, type Operand } from "../align.ts";
import { greater, less } from "../primitives/comparison.ts";
import { where } from "../primitives/where.ts";
import type { Tensor } from "../tensor.ts";

/**
 * x limited to [low, high], elementwise; NaN stays. The gradient is 1 inside and at the bounds, 0 outside.
 * @throws RangeError when low and high are numbers and low > high; DTypeError for mixed types.
 * @example clip(x, -1, 1)
 */
export function clip(x: Operand, low: Operand, high: Operand): Tensor {
  if (typeof low === "number" && typeof high === "number" && !(low <= high))
    throw new RangeError(`clip: low must not be above high, got ${low} and ${high}; exchange them?`);
  const [t, least, most] = align("clip", "number", [x, low, high]) as [Tensor, Tensor, Tensor]; // three go in
  const raised = where(less(t, least), least, t);
  return where(greater(raised, most), most, raised);
}
