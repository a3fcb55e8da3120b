import { checkSettings } from "./internal/check-settings.ts";
import { defineSchedule } from "./internal/define-schedule.ts";
import { interpolate } from "./internal/interpolate.ts";
import { limitTail } from "./internal/limit-tail.ts";
import { atLeast, wholeFrom } from "./internal/setting-kinds.ts";
import type { Schedule } from "./schedule.ts";

export interface LinearDecayOptions {
  /** e_0, the rate at step 0, >= 0. */
  readonly initial: number;
  /** e_tau, the rate from step `decaySteps` on, >= 0; 1% of `initial` unless given. */
  readonly final?: number;
  /** tau, a whole number of optimizer steps >= 1; `decayStepsFor` computes it. */
  readonly decaySteps: number;
}

/**
 * Linear decay: e_k = (1 - a) e_0 + a e_tau with a = k / tau, and e_k = e_tau for k >= tau.
 *
 * e_0 = initial, e_tau = final and tau = decaySteps. Both ends are exact in float64. A final rate above the initial one
 * gives a linear rise.
 *
 * With final > 0 this does not satisfy the conditions of Robbins & Monro: the sum of the squared rates diverges, so
 * the noise of the gradient never dies out, and `satisfiesRobbinsMonro` says "no". (It says "no" for final = 0 too:
 * then the sum of the rates is finite.) Practice accepts it because training stops after a finite number of epochs,
 * long before the limit matters, and at about 1% of the initial rate the remaining noise is small, while progress has
 * not stopped.
 * @good Simple, and hard to beat for a run of known length.
 * @bad The length must be known.
 * @use The first choice for a fixed number of epochs.
 * @throws RangeError when a rate is negative or not finite, or decaySteps is no whole number >= 1; TypeError when one
 * is not a number.
 * @see Goodfellow, Bengio & Courville 2016, Deep Learning, section 8.3.1, eq. 8.14.
 * @example
 * const decaySteps = decayStepsFor({ examples: 60_000, batchSize: 128 });
 * const learningRate = linearDecay({ initial: 0.1, decaySteps });
 */
export const linearDecay = ({ initial, final = initial / 100, decaySteps }: LinearDecayOptions): Schedule => {
  checkSettings("linearDecay", { initial, final }, atLeast(0));
  checkSettings("linearDecay", { decaySteps }, wholeFrom(1));
  return defineSchedule(
    "linearDecay",
    (step) => interpolate(initial, final, Math.min(step / decaySteps, 1)),
    limitTail(final),
  );
};
