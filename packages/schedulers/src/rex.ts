import { checkSettings } from "./internal/check-settings.ts";
import { defineSchedule } from "./internal/define-schedule.ts";
import { interpolate } from "./internal/interpolate.ts";
import { limitTail } from "./internal/limit-tail.ts";
import { atLeast, wholeFrom } from "./internal/setting-kinds.ts";
import type { Schedule } from "./schedule.ts";

export interface RexOptions {
  /** The rate at step 0, >= 0. */
  readonly initial: number;
  /** The rate from step `decaySteps` on, >= 0; 0 in the paper. */
  readonly final?: number;
  /** The budget: all steps of the run, a whole number >= 1. */
  readonly decaySteps: number;
}

/**
 * Reflected exponential decay: e_k = final + (initial - final) r / (1/2 + r / 2), where r = 1 - k / decaySteps is the
 * part of the budget that remains; final afterwards.
 *
 * It stays above the straight line and drops at the end. Both ends are exact.
 * @good Holds the rate for longer than a line, good for small budgets.
 * @bad The length must be known.
 * @use For short runs in place of linearDecay.
 * @throws RangeError when a rate is negative or not finite, or decaySteps is no whole number >= 1; TypeError when one
 * is not a number.
 * @see Chen, Wolfe & Kyrillidis 2022, REX: revisiting budgeted training with an improved schedule, MLSys 4, 64-76.
 * @example const learningRate = rex({ initial: 0.1, decaySteps: 10_000 })
 */
export const rex = ({ initial, final = 0, decaySteps }: RexOptions): Schedule => {
  checkSettings("rex", { initial, final }, atLeast(0));
  checkSettings("rex", { decaySteps }, wholeFrom(1));
  const rateAt = (step: number): number => {
    const remaining = 1 - Math.min(step / decaySteps, 1);
    return interpolate(final, initial, remaining / (0.5 + 0.5 * remaining));
  };
  return defineSchedule("rex", rateAt, limitTail(final));
};
