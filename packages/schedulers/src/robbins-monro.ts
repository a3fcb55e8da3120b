import { checkSettings } from "./internal/check-settings.ts";
import { defineSchedule } from "./internal/define-schedule.ts";
import { above } from "./internal/setting-kinds.ts";
import type { Schedule } from "./schedule.ts";

export interface RobbinsMonroOptions {
  /** The rate at step 0, > 0. */
  readonly initial: number;
  /** The exponent of decay, in (0.5, 1]. */
  readonly power?: number;
  /** The step at which the rate has fallen to initial / 2^power, > 0. */
  readonly offset?: number;
}

/**
 * A rate that provably lets stochastic gradient descent converge: e_k = initial / (1 + k / offset)^power.
 *
 * For every power in (0.5, 1] the rates sum to infinity, so any distance can be covered, and their squares have a
 * finite sum, so the noise dies out; outside of that interval one of the two fails. A larger offset keeps the rate
 * near `initial` for longer.
 * @good Proved to converge for noisy gradients.
 * @bad Often slow: the rate falls early.
 * @use For streams without an end, and where a proof matters.
 * @throws RangeError when initial or offset is not positive and finite, or power is outside of (0.5, 1]; TypeError when
 * one is not a number.
 * @see Robbins & Monro 1951, A stochastic approximation method, Ann. Math. Statist. 22(3), 400-407; Goodfellow, Bengio
 * & Courville 2016, Deep Learning, section 8.3.1, eq. 8.12 and 8.13.
 * @example const learningRate = robbinsMonro({ initial: 0.1, power: 0.75, offset: 1000 })
 */
export const robbinsMonro = ({ initial, power = 1, offset = 1 }: RobbinsMonroOptions): Schedule => {
  checkSettings("robbinsMonro", { initial, offset }, above(0));
  checkSettings("robbinsMonro", { power }, [(value) => value > 0.5 && value <= 1, "a number in (0.5, 1]"]);
  return defineSchedule("robbinsMonro", (step) => initial / (1 + step / offset) ** power, {
    kind: "power",
    exponent: power,
  });
};
