import { checkSettings } from "./internal/check-settings.ts";
import { defineSchedule } from "./internal/define-schedule.ts";
import { above, wholeFrom } from "./internal/setting-kinds.ts";
import type { Schedule } from "./schedule.ts";

export interface InverseTimeDecayOptions {
  /** The rate at step 0, > 0. */
  readonly initial: number;
  /** How much the divisor grows in `transitionSteps`, > 0. */
  readonly decayRate: number;
  /** Steps in which the divisor grows by `decayRate`, a whole number >= 1. */
  readonly transitionSteps?: number;
  /** Decay in jumps, every `transitionSteps`, instead of smoothly. */
  readonly staircase?: boolean;
}

/**
 * Inverse time decay: e_k = initial / (1 + decayRate k / transitionSteps), k / transitionSteps rounded down when
 * `staircase`.
 *
 * It falls like 1 / k and so satisfies Robbins & Monro: it is `robbinsMonro` of power 1, told by a growth rate.
 * @good Fulfils the conditions of Robbins and Monro.
 * @bad Slow in the end.
 * @use For convex problems and streams.
 * @throws RangeError when initial or decayRate is not positive and finite, or transitionSteps is no whole number >= 1;
 * TypeError when one is not a number.
 * @see Robbins & Monro 1951, A stochastic approximation method, Ann. Math. Statist. 22(3), 400-407.
 * @example const learningRate = inverseTimeDecay({ initial: 0.1, decayRate: 0.5, transitionSteps: 1000 })
 */
export const inverseTimeDecay = ({
  initial,
  decayRate,
  transitionSteps = 1,
  staircase = false,
}: InverseTimeDecayOptions): Schedule => {
  checkSettings("inverseTimeDecay", { initial, decayRate }, above(0));
  checkSettings("inverseTimeDecay", { transitionSteps }, wholeFrom(1));
  const rateAt = (step: number): number => {
    const transitions = step / transitionSteps;
    return initial / (1 + decayRate * (staircase ? Math.floor(transitions) : transitions));
  };
  return defineSchedule("inverseTimeDecay", rateAt, { kind: "power", exponent: 1 });
};
