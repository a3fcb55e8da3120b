import type { StopReason } from "../minimize-result.ts";
import type { Directions } from "./directions.ts";
import { type Asking, type LineSearch, lineFrom, type Point } from "./line-search.ts";
import type { Standing } from "./standing.ts";
import type { Tolerances } from "./tolerances.ts";
import { addScaled, lengthOf } from "./vectors.ts";

export interface DescentSettings extends Tolerances {
  readonly directions: Directions;
  readonly search: LineSearch;
  /** The rounding of the parameters, as a part of them. */
  readonly rounding: number;
  isAborted(): boolean;
  /** Called after each step. */
  onStep(standing: Standing): void;
}

/** Values that differ by fewer roundings than this count as equal. */
const NOISE = 8;
/** Steps that may follow each other without a visible improvement. */
const PATIENCE = 25;
/**
 * Where the slope of a smooth function changes its sign, a search along the line meets slopes near to 0, whatever the
 * value says. If there are none it is a kink, or the gradient is wrong.
 */
const FLAT = 0.1;

/** Steps along directions, as far as the line search says, until a tolerance is met. */
export function* descendAlongLines(
  start: Float64Array,
  { directions, search, rounding, isAborted, onStep, ...tolerances }: DescentSettings,
): Asking<readonly [Standing, StopReason]> {
  let here: Point = { x: start, ...(yield start) };
  let standing = standAt(here);
  checkStart(standing);
  let { value: least, gradientNorm: leastGradient } = standing;
  let patience = PATIENCE;
  let flattest = Infinity; // of all lines since the last improvement
  for (;;) {
    const reason = isAborted() ? "aborted" : reasonToStop(standing, tolerances);
    if (reason) return [standing, reason];
    const { direction, firstStep } = directions.propose(here);
    const rounded = rounding * lengthOf(here.x);
    const noise = NOISE * (rounding * Math.abs(here.value) + rounded * standing.gradientNorm);
    const line = lineFrom(here, direction, { noise, shortestStep: rounded / lengthOf(direction), isAborted });
    const next = line.from.slope < 0 ? yield* search(line, firstStep) : undefined;
    flattest = Math.min(flattest, line.flattest);
    // in single precision the slopes are rounding too, long before those of double precision
    const isSmall = rounding > 2 ** -52 && Math.abs(line.from.slope) * firstStep <= noise;
    if (!next && !isSmall && directions.forget()) continue; // once more, along the steepest direction
    if (!next || patience === 0)
      return [standing, isAborted() ? "aborted" : isSmall || flattest <= FLAT ? "precision" : "stalled"];
    directions.learn(here, next, direction);
    standing = standAt(next, here, standing.iterations + 1);
    here = next;
    const isBetter = standing.value < least - noise || standing.gradientNorm < 0.9 * leastGradient;
    patience = isBetter ? PATIENCE : patience - 1;
    if (isBetter) flattest = Infinity;
    [least, leastGradient] = [Math.min(least, standing.value), Math.min(leastGradient, standing.gradientNorm)];
    onStep(standing);
  }
}

function standAt({ x, value, gradient }: Point, from?: Point, iterations = 0): Standing {
  return {
    x,
    value,
    gradientNorm: lengthOf(gradient),
    iterations,
    decrease: from ? from.value - value : Infinity,
    stepNorm: from ? lengthOf(addScaled(x, -1, from.x)) : Infinity,
  };
}

function checkStart({ value, gradientNorm }: Standing): void {
  if (Number.isFinite(value) && Number.isFinite(gradientNorm)) return;
  const [what, got] = Number.isFinite(value) ? ["gradient", gradientNorm] : ["value", value];
  throw new RangeError(`minimize: the ${what} at the start must be finite, got ${got}; start elsewhere?`);
}

function reasonToStop(
  { x, value, gradientNorm, iterations, decrease, stepNorm }: Standing,
  { gradientTolerance, valueTolerance, stepTolerance, maxIterations }: Tolerances,
): StopReason | undefined {
  if (gradientNorm <= gradientTolerance) return "gradient";
  if (stepTolerance > 0 && stepNorm <= stepTolerance * lengthOf(x)) return "step";
  if (valueTolerance > 0 && decrease <= valueTolerance * Math.abs(value)) return "value";
  return iterations >= maxIterations ? "maxIterations" : undefined;
}
