import { divide, greater, where } from "@adjoint/tensor";
import { normOf } from "./global-norm.ts";
import type { GradientTransform } from "./gradient-transform.ts";
import { checkSetting } from "./internal/check-setting.ts";
import { scalar } from "./internal/scalar.ts";
import { scaleBy } from "./internal/scale-by.ts";
import { type EmptyState, stateless } from "./stateless.ts";

/**
 * Scales all gradients by one factor so that their norm together is at most `maximum`; at or below it they stay as they
 * are, bit by bit. Correct for norms beyond what float32 squares can hold.
 *
 * A NaN stays, and nothing is clipped then; an infinite entry becomes NaN and all others 0. `skipNonFinite` and
 * `zeroNonFinite` are for that.
 * @throws RangeError unless maximum is above 0.
 * @see Pascanu, Mikolov, Bengio 2013, On the difficulty of training recurrent neural networks, Algorithm 1
 * @example chain({ clip: clipByGlobalNorm(1), adam: adam({ learningRate: 1e-3 }) })
 */
export function clipByGlobalNorm(maximum: number): GradientTransform<EmptyState> {
  checkSetting("clipByGlobalNorm: maximum", maximum, "(0,∞)");
  return stateless((gradients) => {
    const norm = normOf(gradients);
    return scaleBy(where(greater(norm, maximum), divide(scalar(maximum), norm), 1), gradients);
  });
}
