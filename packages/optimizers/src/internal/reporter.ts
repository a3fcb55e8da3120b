import { isSuccess, type MinimizeResult, type StopOptions, type StopReason } from "../minimize-result.ts";
import type { FlatParams } from "./flat-params.ts";
import type { Standing } from "./standing.ts";

/** Between a computation on vectors and its caller. */
export interface Reporter<P> {
  /** The parameters to evaluate at; each call counts as an evaluation. */
  pointOf(x: Float64Array): P;
  isAborted(): boolean;
  onStep(standing: Standing): void;
  finish(end: readonly [Standing, StopReason]): MinimizeResult<P>;
}

export function reporterOf<P>(
  { unflatten }: FlatParams<P>,
  { onIteration, signal }: Pick<StopOptions<P>, "onIteration" | "signal">,
): Reporter<P> {
  let evaluations = 0;
  const reportOf = ({ x, value, gradientNorm, iterations }: Standing) => ({
    params: unflatten(x),
    value,
    gradientNorm,
    iterations,
    evaluations,
  });
  return {
    pointOf: (x) => {
      evaluations++;
      return unflatten(x);
    },
    isAborted: () => signal?.aborted ?? false,
    onStep: (standing) => onIteration?.({ ...reportOf(standing), stepNorm: standing.stepNorm }),
    finish: ([standing, reason]) => ({ ...reportOf(standing), converged: isSuccess(reason), reason }),
  };
}
