import { castTo, divide, greater, multiply, type Tensor, where } from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";
import { normOf } from "./global-norm.ts";
import type { GradientTransform } from "./gradient-transform.ts";
import { checkSetting } from "./internal/check-setting.ts";
import { scalar } from "./internal/scalar.ts";
import { type EmptyState, stateless } from "./stateless.ts";

/**
 * Scales each leaf so that its own norm is at most `maximum`; at or below it a leaf stays as it is, bit by bit.
 * @throws RangeError unless maximum is above 0.
 * @example chain({ clip: clipByBlockNorm(1), adam: adam({ learningRate: 1e-3 }) })
 */
export function clipByBlockNorm(maximum: number): GradientTransform<EmptyState> {
  checkSetting("clipByBlockNorm: maximum", maximum, "(0,∞)");
  const bound = scalar(maximum);
  const limit = (g: Tensor): Tensor => {
    const norm = normOf(g);
    return multiply(g, castTo(where(greater(norm, maximum), divide(bound, norm), 1), g.dtype));
  };
  return stateless((gradients) => mapTree(limit, gradients));
}
