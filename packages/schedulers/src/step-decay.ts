import { checkSettings } from "./internal/check-settings.ts";
import { defineSchedule } from "./internal/define-schedule.ts";
import { above, keptFraction, wholeFrom } from "./internal/setting-kinds.ts";
import type { Schedule } from "./schedule.ts";

export interface StepDecayOptions {
  /** The rate at step 0, > 0. */
  readonly initial: number;
  /** What remains of the rate after each jump, in (0, 1]. */
  readonly decayRate: number;
  /** Steps between two jumps, a whole number >= 1. */
  readonly stepSize: number;
}

/**
 * Decay in equal jumps: e_k = initial decayRate^floor(k / stepSize).
 * @good Long stretches at one rate, easy to read in the loss.
 * @bad The drops are chosen by hand.
 * @use For image models trained as in the papers.
 * @throws RangeError when initial <= 0, decayRate is outside of (0, 1] or stepSize is no whole number >= 1; TypeError
 * when one is not a number.
 * @see Bengio 2012, Practical recommendations for gradient-based training of deep architectures, section 3.1.1.
 * @example const learningRate = stepDecay({ initial: 0.1, decayRate: 0.5, stepSize: 1000 })
 */
export const stepDecay = ({ initial, decayRate, stepSize }: StepDecayOptions): Schedule => {
  checkSettings("stepDecay", { initial }, above(0));
  checkSettings("stepDecay", { decayRate }, keptFraction);
  checkSettings("stepDecay", { stepSize }, wholeFrom(1));
  return defineSchedule("stepDecay", (step) => initial * decayRate ** Math.floor(step / stepSize), {
    kind: decayRate < 1 ? "geometric" : "constant",
  });
};
