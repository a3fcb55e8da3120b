import type { GradientTransform } from "./gradient-transform.ts";
import { decayOf } from "./internal/weight-decay.ts";
import type { Match } from "./match.ts";
import { type EmptyState, stateless } from "./stateless.ts";

export interface AddDecayedWeightsOptions {
  /** Which parameters decay; default: all. */
  readonly mask?: Match | undefined;
}

/**
 * Adds weightDecay * parameters to the gradients: the derivative of weightDecay / 2 |parameters|^2. Before an adaptive
 * scaling the decay is coupled (L2), after it decoupled (Loshchilov & Hutter 2019).
 * @throws RangeError when weightDecay is negative or not finite.
 * @example addDecayedWeights(1e-4, { mask: (path, param) => param.rank > 1 })
 */
export function addDecayedWeights(
  weightDecay: number,
  { mask }: AddDecayedWeightsOptions = {},
): GradientTransform<EmptyState> {
  const { addParams } = decayOf({ weightDecay, mask });
  return stateless((gradients, params) => addParams(gradients, params, weightDecay));
}
