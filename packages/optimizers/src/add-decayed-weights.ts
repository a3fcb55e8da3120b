import { add, multiply, type Tensor } from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";
import type { GradientTransform } from "./gradient-transform.ts";
import { checkSetting } from "./internal/check-setting.ts";
import { type EmptyState, identity, stateless } from "./stateless.ts";

/**
 * Adds weightDecay * parameters to the gradients: the derivative of weightDecay / 2 |parameters|^2. Before an adaptive
 * scaling the decay is coupled (L2), after it decoupled (Loshchilov & Hutter 2019).
 * @throws RangeError when weightDecay is negative or not finite.
 */
export function addDecayedWeights(weightDecay: number): GradientTransform<EmptyState> {
  checkSetting("weightDecay", weightDecay, "[0,∞)");
  if (weightDecay === 0) return identity();
  return stateless((gradients, params) =>
    mapTree((g: Tensor, p: Tensor) => add(g, multiply(p, weightDecay)), gradients, params),
  );
}
