import { checkSettings } from "./internal/check-settings.ts";
import { above, atLeast, wholeFrom } from "./internal/setting-kinds.ts";

export interface ReduceOnPlateauOptions {
  /** The rate until the first reduction, > 0. */
  readonly initial: number;
  /** What the rate is multiplied by at a reduction, in (0, 1). */
  readonly factor?: number;
  /** Updates without improvement that are tolerated in a row, a whole number >= 0; the next one reduces. */
  readonly patience?: number;
  /** By how much the metric must beat the best one so far to count as better, >= 0. */
  readonly threshold?: number;
  /** Whether the threshold is a fraction of the best metric's magnitude, or in the metric's own unit. */
  readonly thresholdMode?: "relative" | "absolute";
  /** The lowest rate, >= 0. */
  readonly minimum?: number;
}

/** Plain data, finite numbers only: it survives JSON, and so a checkpoint. */
export interface PlateauState {
  /** The learning rate to use now. */
  readonly rate: number;
  /** The best metric so far, null before the first finite one. */
  readonly best: number | null;
  /** Updates since the last improvement or reduction. */
  readonly staleUpdates: number;
}

export interface PlateauSchedule {
  readonly init: () => PlateauState;
  /** The state after one more metric; the given state stays as it is. */
  readonly update: (metric: number, state: PlateauState) => PlateauState;
}

/**
 * Lowers the rate when a metric stops improving: after more than `patience` updates without improvement,
 * rate <- max(rate * factor, minimum).
 *
 * Better means metric < best - m, with m = threshold |best| ("relative") or m = threshold ("absolute"): a loss, that
 * is. For a metric that should grow, pass its negative, such as -accuracy. A metric that is NaN or infinite is no
 * improvement, so a run that diverges gets a lower rate. Call `update` once per evaluation, and train with
 * `state.rate` in between.
 * @throws RangeError when initial <= 0, factor is outside of (0, 1), patience is no whole number >= 0, threshold or
 * minimum is negative, or thresholdMode is none of the two; TypeError when one, or a metric, is of another type.
 * @see He, Zhang, Ren & Sun 2016, Deep residual learning, section 3.4, for the rule; PyTorch's ReduceLROnPlateau for
 * the settings and their defaults.
 * @example
 * const plateau = reduceOnPlateau({ initial: 0.1, patience: 5 });
 * let state = plateau.init();
 * state = plateau.update(validationLoss, state); // train on with state.rate
 */
export const reduceOnPlateau = ({
  initial,
  factor = 0.1,
  patience = 10,
  threshold = 1e-4,
  thresholdMode = "relative",
  minimum = 0,
}: ReduceOnPlateauOptions): PlateauSchedule => {
  checkSettings("reduceOnPlateau", { initial }, above(0));
  checkSettings("reduceOnPlateau", { factor }, [(value) => value > 0 && value < 1, "a number in (0, 1)"]);
  checkSettings("reduceOnPlateau", { patience }, wholeFrom(0));
  checkSettings("reduceOnPlateau", { threshold, minimum }, atLeast(0));
  if (!["relative", "absolute"].includes(thresholdMode)) {
    const Mistake = typeof thresholdMode === "string" ? RangeError : TypeError;
    throw new Mistake(`reduceOnPlateau: thresholdMode must be relative or absolute, got ${thresholdMode}; choose one`);
  }

  const isBetter = (metric: number, best: number | null): boolean => {
    if (best === null) return true;
    const margin = thresholdMode === "relative" ? threshold * Math.abs(best) : threshold;
    return metric < best - margin;
  };

  return {
    init: () => ({ rate: initial, best: null, staleUpdates: 0 }),
    update(metric, state) {
      if (typeof metric !== "number")
        throw new TypeError(
          `reduceOnPlateau: metric must be a number, got ${typeof metric}; read it out of its tensor`,
        );
      if (Number.isFinite(metric) && isBetter(metric, state.best)) return { ...state, best: metric, staleUpdates: 0 };
      if (state.staleUpdates < patience) return { ...state, staleUpdates: state.staleUpdates + 1 };
      // a minimum above the initial rate must not raise it
      return { ...state, rate: Math.min(state.rate, Math.max(state.rate * factor, minimum)), staleUpdates: 0 };
    },
  };
};
