import { checkSetting } from "./internal/check-setting.ts";
import type { RateTrial } from "./rate-range-test.ts";

export interface RateSuggestion {
  /** The rate that came to the lowest loss. */
  readonly best: number;
  /** A little larger: where a schedule that decays may start. */
  readonly suggested: number;
}

export interface SuggestInitialRateOptions {
  /** How much larger than the best, above 0; default 1.25. */
  readonly factor?: number;
}

/**
 * The best of several fixed rates, and one a little larger, but never as large as one that did harm: that diverged, or
 * ended above where it began (half way to it on a logarithmic scale instead).
 * @throws RangeError when every rate diverged, or factor is not above 0.
 * @see Goodfellow, Bengio, Courville 2016, Deep Learning, section 8.3.1
 * @example const { suggested } = suggestInitialRate(rateRangeTest(valueAndGradient, params))
 */
export function suggestInitialRate(
  trials: readonly RateTrial[],
  { factor = 1.25 }: SuggestInitialRateOptions = {},
): RateSuggestion {
  checkSetting("suggestInitialRate: factor", factor, "(0,∞)");
  const converged = trials.filter(({ finalLoss }) => Number.isFinite(finalLoss));
  if (converged.length === 0)
    throw new RangeError(`suggestInitialRate: all ${trials.length} rates diverged; try smaller ones`);
  const best = converged.reduce((a, b) => (b.finalLoss < a.finalLoss ? b : a)).rate;
  const harmful = trials.filter(({ rate, losses, finalLoss }) => rate > best && !(finalLoss <= losses[0]!));
  const limit = Math.min(...harmful.map(({ rate }) => rate));
  const suggested = best * factor;
  return { best, suggested: suggested < limit ? suggested : Math.sqrt(best * limit) };
}
