import { isTensor, type Tensor } from "@adjoint/tensor";
import type { Params, ValueAndGradient } from "./gradient-transform.ts";
import { backtrackingSearch } from "./internal/backtracking-search.ts";
import { checkCount } from "./internal/check-count.ts";
import { conjugateDirections } from "./internal/conjugate-directions.ts";
import { type DescentSettings, descendAlongLines } from "./internal/descend-along-lines.ts";
import { concatenate, type FlatParams, flatParams } from "./internal/flat-params.ts";
import { lbfgsDirections } from "./internal/lbfgs-directions.ts";
import type { Asking } from "./internal/line-search.ts";
import { type Reporter, reporterOf } from "./internal/reporter.ts";
import type { Standing } from "./internal/standing.ts";
import { checkedTolerances, type Tolerances } from "./internal/tolerances.ts";
import { zoomSearch } from "./internal/zoom-search.ts";
import type { MinimizeResult, StopOptions, StopReason } from "./minimize-result.ts";

export interface MinimizeOptions<P> extends StopOptions<P> {
  /** "lbfgs", BFGS of limited memory (default), or "conjugateGradient", which keeps two vectors only. */
  readonly method?: "lbfgs" | "conjugateGradient";
  /** Of "lbfgs": how many steps it remembers the curvature of, from 1 up; default 10. */
  readonly memory?: number;
  /**
   * "zoom", for the strong Wolfe conditions (default), or "backtracking", for a sufficient decrease alone, which leaves
   * conjugate gradients with too short steps in a valley.
   */
  readonly lineSearch?: "zoom" | "backtracking";
}

/**
 * The minimum of a smooth function near a start, from values and gradients of all of it (not of random batches).
 * Computed in double precision over one vector of all parameters, which keep their kinds and types.
 *
 * It stops where the Euclidean norm of the gradient is at most `gradientTolerance` (1e-8), after `maxIterations` (1000)
 * steps, and by `valueTolerance` and `stepTolerance` if they are given (0). Where the function is NaN or infinite it
 * counts as too high, and the step is shortened. In single precision it is the digits of the value that end most
 * searches ("precision").
 * @throws RangeError when the function is not finite at the start, or a setting is out of its range; TypeError that names
 * the path where gradients and parameters differ in form.
 * @see Nocedal, Wright 2006, Numerical optimization, Algorithms 3.5, 3.6 and 7.5, section 5.2
 * @example const { params, value } = minimize(valueAndGrad(loss), { x: 0, y: 0 })
 */
export function minimize<P extends Params<P>>(
  valueAndGradient: ValueAndGradient<P>,
  start: P,
  options: MinimizeOptions<P> = {},
): MinimizeResult<P> {
  const { steps, pointOf, leavesOf, finish } = begin(start, options);
  let asked = steps.next();
  while (!asked.done) {
    const [value, gradients] = valueAndGradient(pointOf(asked.value));
    const gradient = concatenate(leavesOf(gradients).map((leaf) => leaf.dataSync()));
    asked = steps.next({ value: isTensor(value) ? value.item() : value, gradient });
  }
  return finish(asked.value);
}

/**
 * `minimize` for a function that answers with a Promise, such as one that runs on a device.
 * @example await minimizeAsync(step, params, { signal: AbortSignal.timeout(60_000) })
 */
export async function minimizeAsync<P extends Params<P>>(
  valueAndGradient: (params: P) => Promise<readonly [value: Tensor | number, gradients: P]>,
  start: P,
  options: MinimizeOptions<P> = {},
): Promise<MinimizeResult<P>> {
  const { steps, pointOf, leavesOf, finish } = begin(start, options);
  let asked = steps.next();
  while (!asked.done) {
    const [value, gradients] = await valueAndGradient(pointOf(asked.value));
    const gradient = concatenate(await Promise.all(leavesOf(gradients).map((leaf) => leaf.data())));
    asked = steps.next({ value: isTensor(value) ? (await value.data())[0]! : value, gradient });
  }
  return finish(asked.value);
}

interface Begun<P> extends Pick<Reporter<P>, "pointOf" | "finish">, Pick<FlatParams<P>, "leavesOf"> {
  /** Asks for evaluations until it is done. */
  readonly steps: Asking<readonly [Standing, StopReason]>;
}

function begin<P extends Params<P>>(start: P, options: MinimizeOptions<P>): Begun<P> {
  const settings = { ...methodOf(options), ...checkedTolerances("minimize", options, DEFAULTS) };
  const flat = flatParams(start);
  const { pointOf, finish, isAborted, onStep } = reporterOf(flat, options);
  const steps = descendAlongLines(flat.start, { ...settings, rounding: flat.rounding, isAborted, onStep });
  return { steps, pointOf, leavesOf: flat.leavesOf, finish };
}

const DEFAULTS: Tolerances = { gradientTolerance: 1e-8, valueTolerance: 0, stepTolerance: 0, maxIterations: 1000 };

function methodOf<P>({
  method = "lbfgs",
  memory = 10,
  lineSearch = "zoom",
}: MinimizeOptions<P>): Pick<DescentSettings, "directions" | "search"> {
  checkCount("minimize: memory", memory);
  if (method !== "lbfgs" && method !== "conjugateGradient")
    throw new TypeError(
      `minimize: method is "lbfgs" or "conjugateGradient", got ${String(method)}; leave it out for "lbfgs"?`,
    );
  if (lineSearch !== "zoom" && lineSearch !== "backtracking")
    throw new TypeError(
      `minimize: lineSearch is "zoom" or "backtracking", got ${String(lineSearch)}; leave it out for "zoom"?`,
    );
  const isLbfgs = method === "lbfgs";
  return {
    directions: isLbfgs ? lbfgsDirections(memory) : conjugateDirections(),
    // conjugate directions need steps that come nearer to the minimum of the line: NW section 5.2
    search: lineSearch === "backtracking" ? backtrackingSearch : zoomSearch(isLbfgs ? 0.9 : 0.1),
  };
}
