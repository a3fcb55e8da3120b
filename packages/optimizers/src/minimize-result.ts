/**
 * Why a minimization ended.
 *
 * - "gradient", "value", "step": the tolerance of that name was met;
 * - "precision": nothing lowers the value by more than its rounding;
 * - "maxIterations";
 * - "stalled": no step lowers the value, though the derivatives say that one would: are they right?
 * - "singular": the Jacobian has dependent columns, so that Gauss-Newton has no step;
 * - "aborted": by the signal.
 */
export type StopReason =
  | "gradient"
  | "value"
  | "step"
  | "precision"
  | "maxIterations"
  | "stalled"
  | "singular"
  | "aborted";

export interface MinimizeResult<P> {
  /** The point of the lowest value, of the kinds and types of the start. */
  readonly params: P;
  readonly value: number;
  /** The Euclidean norm of the gradient there. */
  readonly gradientNorm: number;
  /** Is the reason "gradient", "value", "step" or "precision"? */
  readonly converged: boolean;
  readonly reason: StopReason;
  /** Steps taken. */
  readonly iterations: number;
  /** Calls of the function. */
  readonly evaluations: number;
}

export interface MinimizeProgress<P> extends Omit<MinimizeResult<P>, "converged" | "reason"> {
  /** The length of the step. */
  readonly stepNorm: number;
}

/** When to stop, and whom to tell. */
export interface StopOptions<P> {
  /** Stop where the gradient is this small; 0 for never. */
  readonly gradientTolerance?: number;
  /** Stop where a step lowered the value by no more than this part of it; 0 for never. */
  readonly valueTolerance?: number;
  /** Stop where a step is no longer than this part of the parameters; 0 for never. */
  readonly stepTolerance?: number;
  /** The most steps to take. */
  readonly maxIterations?: number;
  /** Called after each step. */
  readonly onIteration?: (progress: MinimizeProgress<P>) => void;
  /** An AbortSignal, looked at before each evaluation: the result is then the best point so far. */
  readonly signal?: { readonly aborted: boolean };
}

/** Is this the reason of a success? */
export const isSuccess = (reason: StopReason): boolean => ["gradient", "value", "step", "precision"].includes(reason);
