import { checkSettings } from "./internal/check-settings.ts";
import { cosineInterpolate } from "./internal/cosine-interpolate.ts";
import { defineSchedule } from "./internal/define-schedule.ts";
import { above, wholeFrom } from "./internal/setting-kinds.ts";
import type { Schedule } from "./schedule.ts";

export interface OneCycleOptions {
  /** The highest rate, > 0; a range test finds it. */
  readonly peak: number;
  /** Steps of the whole cycle, a whole number >= 2. */
  readonly totalSteps: number;
  /** The part of the cycle that rises, in [0, 1). */
  readonly warmupFraction?: number;
  /** The cycle starts at peak / initialDivisor; > 0. */
  readonly initialDivisor?: number;
  /** The cycle ends at peak / initialDivisor / finalDivisor; > 0. */
  readonly finalDivisor?: number;
}

/**
 * The one-cycle policy: half a cosine wave up to the peak, another one down to far below the start.
 *
 * It rises from peak / initialDivisor at step 0 to `peak` at step warmupFraction totalSteps - 1, falls to
 * peak / initialDivisor / finalDivisor at step totalSteps - 1, and stays there. These are the steps of PyTorch's
 * OneCycleLR; the peak may fall between two of them. Where the rise has no step left, step 0 is the peak.
 * @good High rates in the middle regularize; short runs get far.
 * @bad The length must be known, and the peak found.
 * @use For short runs, with a peak from a range test.
 * @throws RangeError when a rate or divisor is not positive and finite, totalSteps is no whole number >= 2, or
 * warmupFraction is outside of [0, 1); TypeError when one is not a number.
 * @see Smith & Topin 2018, Super-convergence, section 3, there with straight lines; the cosine is that of fast.ai.
 * @example const learningRate = oneCycle({ peak: 0.1, totalSteps: 10_000 })
 */
export const oneCycle = ({
  peak,
  totalSteps,
  warmupFraction = 0.3,
  initialDivisor = 25,
  finalDivisor = 1e4,
}: OneCycleOptions): Schedule => {
  checkSettings("oneCycle", { peak, initialDivisor, finalDivisor }, above(0));
  checkSettings("oneCycle", { totalSteps }, wholeFrom(2));
  checkSettings("oneCycle", { warmupFraction }, [(value) => value >= 0 && value < 1, "a number in [0, 1)"]);
  const initial = peak / initialDivisor;
  const final = initial / finalDivisor;
  const peakStep = Math.max(warmupFraction * totalSteps - 1, 0);
  const rateAt = (step: number): number =>
    step < peakStep
      ? cosineInterpolate(initial, peak, step / peakStep)
      : cosineInterpolate(peak, final, Math.min((step - peakStep) / (totalSteps - 1 - peakStep), 1));
  return defineSchedule("oneCycle", rateAt, { kind: "constant" });
};
