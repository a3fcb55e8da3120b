import { checkSettings } from "./internal/check-settings.ts";
import { defineSchedule } from "./internal/define-schedule.ts";
import { above, wholeFrom } from "./internal/setting-kinds.ts";
import type { Schedule } from "./schedule.ts";

export interface InverseSquareRootOptions {
  /** The rate at step 0, and until step `holdSteps`, > 0. */
  readonly initial: number;
  /** The step at which the decay starts, a whole number >= 1. */
  readonly holdSteps?: number;
}

/**
 * Inverse square root decay: e_k = initial sqrt(holdSteps / max(k, holdSteps)).
 *
 * Constant for `holdSteps` steps, then falling like 1 / sqrt(k), which never needs to know when training ends. The
 * squared rates still have an infinite sum (the harmonic one), so it just misses the conditions of Robbins & Monro.
 * @good No end has to be known.
 * @bad Falls fast at first unless it is held.
 * @use For language models with warmup.
 * @throws RangeError when initial <= 0 or holdSteps is no whole number >= 1; TypeError when one is not a number.
 * @see Raffel et al. 2020, Exploring the limits of transfer learning (T5), section 3.1.2: 1 / sqrt(max(n, k)).
 * @example const learningRate = inverseSquareRoot({ initial: 0.01, holdSteps: 10_000 })
 */
export const inverseSquareRoot = ({ initial, holdSteps = 1 }: InverseSquareRootOptions): Schedule => {
  checkSettings("inverseSquareRoot", { initial }, above(0));
  checkSettings("inverseSquareRoot", { holdSteps }, wholeFrom(1));
  return defineSchedule("inverseSquareRoot", (step) => initial * Math.sqrt(holdSteps / Math.max(step, holdSteps)), {
    kind: "power",
    exponent: 0.5,
  });
};
