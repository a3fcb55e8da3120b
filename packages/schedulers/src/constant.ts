import { checkSettings } from "./internal/check-settings.ts";
import { defineSchedule } from "./internal/define-schedule.ts";
import { limitTail } from "./internal/limit-tail.ts";
import { atLeast } from "./internal/setting-kinds.ts";
import type { Schedule } from "./schedule.ts";

/**
 * The same rate at every step: e_k = rate, with rate >= 0.
 *
 * Useful as a part of `join` and `sum`; where a learning rate is asked for, the bare number does as well.
 * @good Nothing to choose but the rate.
 * @bad The noise of minibatches keeps the loss from settling.
 * @use To begin with, and for optimizers without noise.
 * @throws RangeError when rate is negative or not finite; TypeError when it is not a number.
 * @see Goodfellow, Bengio & Courville 2016, section 8.3.1: a fixed rate cannot make SGD converge, as its noise stays.
 * @example const learningRate = constant(0.01)
 */
export const constant = (rate: number): Schedule => {
  checkSettings("constant", { rate }, atLeast(0));
  return defineSchedule("constant", () => rate, limitTail(rate));
};
