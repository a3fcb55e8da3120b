import { checkSettings } from "./internal/check-settings.ts";
import { defineSchedule } from "./internal/define-schedule.ts";
import { interpolate } from "./internal/interpolate.ts";
import { limitTail } from "./internal/limit-tail.ts";
import { above, atLeast, wholeFrom } from "./internal/setting-kinds.ts";
import type { Schedule } from "./schedule.ts";

export interface PolynomialDecayOptions {
  /** The rate at step 0, >= 0. */
  readonly initial: number;
  /** The rate from step `decaySteps` on, >= 0. */
  readonly final?: number;
  /** The power of the remaining time, > 0: 1 is linear, more falls faster at first. */
  readonly power?: number;
  /** Steps of the decay, a whole number >= 1. */
  readonly decaySteps: number;
}

/**
 * Polynomial decay: e_k = final + (initial - final) (1 - k / decaySteps)^power, and final afterwards.
 *
 * Both ends are exact. The "poly" policy of semantic segmentation is power 0.9 down to 0.
 * @good From a line to a late or an early fall by one power.
 * @bad One more setting than linearDecay.
 * @use For segmentation and fine-tuning as in the papers.
 * @throws RangeError when a rate is negative or not finite, power <= 0, or decaySteps is no whole number >= 1;
 * TypeError when one is not a number.
 * @see Liu, Rabinovich & Berg 2015, ParseNet: looking wider to see better, the "poly" policy.
 * @example const learningRate = polynomialDecay({ initial: 0.1, power: 0.9, decaySteps: 10_000 })
 */
export const polynomialDecay = ({ initial, final = 0, power = 1, decaySteps }: PolynomialDecayOptions): Schedule => {
  checkSettings("polynomialDecay", { initial, final }, atLeast(0));
  checkSettings("polynomialDecay", { power }, above(0));
  checkSettings("polynomialDecay", { decaySteps }, wholeFrom(1));
  return defineSchedule(
    "polynomialDecay",
    (step) => interpolate(final, initial, (1 - Math.min(step / decaySteps, 1)) ** power),
    limitTail(final),
  );
};
