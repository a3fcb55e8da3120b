import { checkSettings } from "./internal/check-settings.ts";
import { defineSchedule } from "./internal/define-schedule.ts";
import { above, keptFraction, wholeFrom } from "./internal/setting-kinds.ts";
import type { Schedule } from "./schedule.ts";

export interface ExponentialDecayOptions {
  /** The rate at step 0, > 0. */
  readonly initial: number;
  /** What remains of the rate after `transitionSteps`, in (0, 1]. */
  readonly decayRate: number;
  /** Steps for one factor of `decayRate`, a whole number >= 1. */
  readonly transitionSteps?: number;
  /** Decay in jumps, every `transitionSteps`, instead of smoothly. */
  readonly staircase?: boolean;
}

/**
 * Exponential decay: e_k = initial decayRate^(k / transitionSteps), the exponent rounded down when `staircase`.
 *
 * It never ends, and underflows to 0 at last. The rates have a finite sum, so it does not satisfy Robbins & Monro.
 * @good The same factor for each stretch of time.
 * @bad Soon too small to move.
 * @use For long runs with a gentle factor.
 * @throws RangeError when initial <= 0, decayRate is outside of (0, 1] or transitionSteps is no whole number >= 1;
 * TypeError when one is not a number.
 * @see Bengio 2012, Practical recommendations for gradient-based training of deep architectures, section 3.1.1.
 * @example const learningRate = exponentialDecay({ initial: 0.1, decayRate: 0.96, transitionSteps: 1000 })
 */
export const exponentialDecay = ({
  initial,
  decayRate,
  transitionSteps = 1,
  staircase = false,
}: ExponentialDecayOptions): Schedule => {
  checkSettings("exponentialDecay", { initial }, above(0));
  checkSettings("exponentialDecay", { decayRate }, keptFraction);
  checkSettings("exponentialDecay", { transitionSteps }, wholeFrom(1));
  const rateAt = (step: number): number => {
    const transitions = step / transitionSteps;
    return initial * decayRate ** (staircase ? Math.floor(transitions) : transitions);
  };
  return defineSchedule("exponentialDecay", rateAt, { kind: decayRate < 1 ? "geometric" : "constant" });
};
