import { isLowEnough, type LineSearch, MOST_TRIALS, type Trial, tryStep } from "./line-search.ts";

/**
 * The first step with sufficient decrease among ever shorter ones.
 * @see Nocedal, Wright 2006, Numerical optimization, Algorithm 3.1 and section 3.5
 */
export const backtrackingSearch: LineSearch = function* (line, firstStep) {
  let step = firstStep;
  for (let trials = 0; trials < MOST_TRIALS && !line.isAborted(); trials++) {
    const trial = yield* tryStep(line, step);
    if (isLowEnough(line, trial)) return trial;
    step *= shrinkage(line.from, trial);
    if (step <= line.shortestStep) break;
  }
  return undefined;
};

/** To the minimum of the parabola through both values and the slope at the start, within [0.1, 0.5]. */
function shrinkage(from: Trial, { step, value }: Trial): number {
  const part = (-from.slope * step) / (2 * (value - from.value - from.slope * step));
  return Number.isFinite(value) ? Math.min(Math.max(part, 0.1), 0.5) : 0.5;
}
