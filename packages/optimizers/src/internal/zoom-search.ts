import {
  type Asking,
  interpolatedMinimum,
  isLowEnough,
  type Line,
  type LineSearch,
  MOST_TRIALS,
  type Trial,
  tryStep,
} from "./line-search.ts";

/**
 * A step with the strong Wolfe conditions: sufficient decrease, and |slope| <= curvature |slope at the start|. First the
 * step grows until the line has a bracket with such a step in it, then the bracket shrinks, both by cubic interpolation.
 *
 * When the trials run out, the lowest point of sufficient decrease will do, if there is one.
 * @see Nocedal, Wright 2006, Numerical optimization, Algorithms 3.5 and 3.6
 */
export const zoomSearch = (curvature: number): LineSearch =>
  function* (line, firstStep) {
    const isFlat = ({ slope }: Trial): boolean => Math.abs(slope) <= curvature * Math.abs(line.from.slope);
    let previous = line.from;
    let step = firstStep;
    for (let trials = 1; trials <= MOST_TRIALS && !line.isAborted(); trials++) {
      const trial = yield* tryStep(line, step);
      const isLow = isLowEnough(line, trial);
      if (isLow && isFlat(trial)) return trial;
      if (!isLow || (previous.step > 0 && trial.value >= previous.value))
        return yield* zoom(line, isFlat, previous, trial, trials);
      if (trial.slope >= 0) return yield* zoom(line, isFlat, trial, previous, trials);
      step = extrapolate(line, previous, trial);
      previous = trial;
    }
    return previous.step > 0 ? previous : undefined;
  };

/** The bracket holds a good step; `low` is its lower end, with sufficient decrease, and points into it. */
function* zoom(
  line: Line,
  isFlat: (trial: Trial) => boolean,
  low: Trial,
  high: Trial,
  before: number,
): Asking<Trial | undefined> {
  for (let trials = before; trials < MOST_TRIALS && !line.isAborted(); trials++) {
    if (Math.abs(high.step - low.step) <= line.shortestStep) break; // the ends are the same parameters
    const trial = yield* tryStep(line, interpolate(line, low, high));
    const isLow = isLowEnough(line, trial);
    if (isLow && isFlat(trial)) return trial;
    if (!isLow || trial.value >= low.value) high = trial;
    else {
      if (trial.slope * (high.step - low.step) >= 0) high = low;
      low = trial;
    }
  }
  return low.step > 0 ? low : undefined;
}

/** The minimum of the cubic, a tenth of the bracket away from its ends; the middle where there is none. */
function interpolate(line: Line, low: Trial, high: Trial): number {
  const width = high.step - low.step;
  const part = (interpolatedMinimum(line, low, high) - low.step) / width;
  return low.step + width * (Number.isNaN(part) ? 0.5 : Math.min(Math.max(part, 0.1), 0.9));
}

/** Beyond the last step: at the minimum of the cubic, but at least twice and at most ten times as far. */
function extrapolate(line: Line, previous: Trial, trial: Trial): number {
  const minimum = interpolatedMinimum(line, previous, trial);
  return minimum > 2 * trial.step ? Math.min(minimum, 10 * trial.step) : 2 * trial.step;
}
