import { checkSettings } from "./internal/check-settings.ts";
import { cosineInterpolate } from "./internal/cosine-interpolate.ts";
import { defineSchedule } from "./internal/define-schedule.ts";
import { above, atLeast, wholeFrom } from "./internal/setting-kinds.ts";
import type { Schedule } from "./schedule.ts";

export interface CosineRestartsOptions {
  /** The rate at the start of every period, > 0. */
  readonly initial: number;
  /** The rate that a period approaches and the restart leaves, >= 0. */
  readonly final?: number;
  /** T_0, the steps of the first period, a whole number >= 1. */
  readonly period: number;
  /** T_mult, how much longer each period is than the one before, a whole number >= 1. */
  readonly periodMultiplier?: number;
}

/**
 * Cosine decay that starts again: e_k = final + (initial - final) (1 + cos(pi T_cur / T_i)) / 2.
 *
 * T_cur counts steps since the last restart and T_i = period periodMultiplier^i is the length of period i. The first
 * step of a period has exactly the initial rate.
 * @good Good models at the end of each period; leaves sharp minima.
 * @bad The loss jumps at restarts.
 * @use For ensembles of snapshots, and when the length is open.
 * @throws RangeError when initial <= 0, final < 0, or period or periodMultiplier is no whole number >= 1; TypeError
 * when one is not a number.
 * @see Loshchilov & Hutter 2017, SGDR: stochastic gradient descent with warm restarts, section 3, eq. 5.
 * @example const learningRate = cosineRestarts({ initial: 0.1, period: 1000, periodMultiplier: 2 })
 */
export const cosineRestarts = ({
  initial,
  final = 0,
  period,
  periodMultiplier = 1,
}: CosineRestartsOptions): Schedule => {
  checkSettings("cosineRestarts", { initial }, above(0));
  checkSettings("cosineRestarts", { final }, atLeast(0));
  checkSettings("cosineRestarts", { period, periodMultiplier }, wholeFrom(1));
  const rateAt = (step: number): number => {
    let elapsed = step;
    let length = period;
    if (periodMultiplier === 1) elapsed %= length;
    // periods grow at least twofold, so few have passed; subtracting whole numbers is exact where a logarithm is not
    for (; elapsed >= length; length *= periodMultiplier) elapsed -= length;
    return cosineInterpolate(initial, final, elapsed / length);
  };
  return defineSchedule("cosineRestarts", rateAt, { kind: "periodic" });
};
