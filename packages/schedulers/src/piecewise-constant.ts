import { checkBoundaries } from "./internal/check-boundaries.ts";
import { checkSettings } from "./internal/check-settings.ts";
import { defineSchedule } from "./internal/define-schedule.ts";
import { limitTail } from "./internal/limit-tail.ts";
import { segmentIndex } from "./internal/segment-index.ts";
import { atLeast } from "./internal/setting-kinds.ts";
import type { Schedule } from "./schedule.ts";

export interface PiecewiseConstantOptions {
  /** The first step of every value but the first: whole numbers >= 1 in increasing order. */
  readonly boundaries: readonly number[];
  /** The rates, each >= 0; one more than there are boundaries. */
  readonly values: readonly number[];
}

/**
 * One rate after another: e_k = values[i], where i is the number of boundaries <= k.
 *
 * The arrays are copied, so changing them later changes nothing.
 * @good Exactly the rates that are wanted.
 * @bad All of it is chosen by hand.
 * @use To repeat a published recipe.
 * @throws RangeError when the lengths do not fit, the boundaries are not increasing whole numbers >= 1, or a rate is
 * negative or not finite; TypeError when something is no number or no array.
 * @see He, Zhang, Ren & Sun 2016, Deep residual learning, section 3.4: the rate is divided by 10 at plateaus.
 * @example const learningRate = piecewiseConstant({ boundaries: [30_000, 60_000], values: [0.1, 0.01, 0.001] })
 */
export const piecewiseConstant = ({ boundaries, values }: PiecewiseConstantOptions): Schedule => {
  checkBoundaries("piecewiseConstant", boundaries, values.length);
  for (const value of values) checkSettings("piecewiseConstant", { value }, atLeast(0));
  const starts = [...boundaries];
  const rates = [...values];
  // never undefined: there is one value more than boundaries
  const rateOf = (segment: number): number => rates[segment]!;
  return defineSchedule(
    "piecewiseConstant",
    (step) => rateOf(segmentIndex(starts, step)),
    limitTail(rateOf(starts.length)),
  );
};
