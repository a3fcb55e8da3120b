import { checkSettings } from "./internal/check-settings.ts";
import { cosineInterpolate } from "./internal/cosine-interpolate.ts";
import { defineSchedule } from "./internal/define-schedule.ts";
import { limitTail } from "./internal/limit-tail.ts";
import { atLeast, wholeFrom } from "./internal/setting-kinds.ts";
import type { Schedule } from "./schedule.ts";

export interface CosineDecayOptions {
  /** The rate at step 0, >= 0. */
  readonly initial: number;
  /** The rate from step `decaySteps` on, >= 0. */
  readonly final?: number;
  /** Steps of the decay, a whole number >= 1. */
  readonly decaySteps: number;
}

/**
 * Half a cosine wave: e_k = final + (initial - final) (1 + cos(pi k / decaySteps)) / 2, and final afterwards.
 *
 * Flat at both ends, which are exact, and steepest in the middle. `cosineRestarts` starts again instead of staying.
 * @good Stays high for long, and lands softly.
 * @bad The length must be known.
 * @use The usual choice for deep networks, after a warmup.
 * @throws RangeError when a rate is negative or not finite, or decaySteps is no whole number >= 1; TypeError when one
 * is not a number.
 * @see Loshchilov & Hutter 2017, SGDR: stochastic gradient descent with warm restarts, eq. 5, one period.
 * @example const learningRate = cosineDecay({ initial: 0.1, final: 0.001, decaySteps: 10_000 })
 */
export const cosineDecay = ({ initial, final = 0, decaySteps }: CosineDecayOptions): Schedule => {
  checkSettings("cosineDecay", { initial, final }, atLeast(0));
  checkSettings("cosineDecay", { decaySteps }, wholeFrom(1));
  return defineSchedule(
    "cosineDecay",
    (step) => cosineInterpolate(initial, final, Math.min(step / decaySteps, 1)),
    limitTail(final),
  );
};
