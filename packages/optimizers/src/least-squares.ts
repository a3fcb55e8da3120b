import type { Tensor } from "@adjoint/tensor";
import type { Params } from "./gradient-transform.ts";
import { checkSetting } from "./internal/check-setting.ts";
import { descendResiduals } from "./internal/descend-residuals.ts";
import { flatParams } from "./internal/flat-params.ts";
import { gaussNewtonSteps } from "./internal/gauss-newton-steps.ts";
import { jacobianColumns, type Matrix, type Row, vectorOf } from "./internal/jacobian-columns.ts";
import type { NextPoint, StepSettings, VectorProblem } from "./internal/least-squares-point.ts";
import { levenbergMarquardtSteps } from "./internal/levenberg-marquardt-steps.ts";
import { reporterOf } from "./internal/reporter.ts";
import { checkedTolerances, type Tolerances } from "./internal/tolerances.ts";
import type { MinimizeResult, StopOptions } from "./minimize-result.ts";

export interface LeastSquaresProblem<P> {
  /** r: as many numbers at each point. */
  residuals(params: P): Tensor | Row;
  /**
   * d residual / d parameter, a row for each residual and a column for each entry of the parameters in order: a matrix,
   * or a tree like the parameters with tensors [residuals, ...shape], as `jacobian` of @adjoint/autodiff returns.
   */
  jacobian(params: P): Matrix | NoInfer<P>;
}

export interface LeastSquaresOptions<P> extends StopOptions<P> {
  /** "levenbergMarquardt" (default), or "gaussNewton", which needs a better start and independent columns. */
  readonly method?: "levenbergMarquardt" | "gaussNewton";
  /** Of "levenbergMarquardt": the first damping, above 0; less for a start near the solution. Default 1e-3. */
  readonly initialDamping?: number;
}

/**
 * The parameters with the least sum of squares of residuals r near a start; `value` is 1/2 |r|^2, `gradientNorm` that of
 * J^T r, and `evaluations` counts the residuals. For problems of a few hundred parameters: each step takes a QR
 * factorization of J in double precision.
 *
 * It stops where a linear model can take no more than the part `gradientTolerance` (1e-10) of |r| away, the relative
 * offset of Bates & Watts, which depends on no units; where no step lowers the value but for rounding ("precision");
 * after `maxIterations` (1000) steps; and by `valueTolerance` and `stepTolerance` if they are given (0). Where residuals
 * or Jacobian are NaN or infinite, the step is shortened.
 * @throws RangeError when they are not finite at the start, or sizes do not fit; TypeError for a wrong kind.
 * @see Madsen, Nielsen, Tingleff 2004, Methods for non-linear least squares problems; Bates, Watts 1981, A relative
 * offset orthogonality convergence criterion for nonlinear least squares
 * @example
 * leastSquares({
 *   residuals: ({ a, b }) => x.map((xi, i) => a * (1 - Math.exp(-b * xi)) - y[i]),
 *   jacobian: ({ a, b }) => x.map((xi) => [1 - Math.exp(-b * xi), a * xi * Math.exp(-b * xi)]),
 * }, { a: 500, b: 1e-4 })
 */
export function leastSquares<P extends Params<P>>(
  problem: LeastSquaresProblem<P>,
  start: P,
  options: LeastSquaresOptions<P> = {},
): MinimizeResult<P> {
  const flat = flatParams(start);
  const { rounding, targets } = flat;
  const reporter = reporterOf(flat, options);
  const { isAborted, onStep } = reporter;
  let count: number | undefined;
  const vectorProblem: VectorProblem = {
    residuals: (x) => {
      const residuals = vectorOf("the residuals", problem.residuals(reporter.pointOf(x)));
      checkCount(residuals.length, (count ??= residuals.length));
      return residuals;
    },
    jacobian: (x) => jacobianColumns(problem.jacobian(flat.unflatten(x)), count ?? 0, targets, x.length),
  };
  const end = descendResiduals(flat.start, {
    ...checkedTolerances("leastSquares", options, DEFAULTS),
    problem: vectorProblem,
    nextPoint: methodOf(options)({ problem: vectorProblem, rounding, isAborted }),
    rounding,
    isAborted,
    onStep,
  });
  return reporter.finish(end);
}

const DEFAULTS: Tolerances = { gradientTolerance: 1e-10, valueTolerance: 0, stepTolerance: 0, maxIterations: 1000 };

function methodOf<P>({
  method = "levenbergMarquardt",
  initialDamping = 1e-3,
}: LeastSquaresOptions<P>): (settings: StepSettings) => NextPoint {
  checkSetting("leastSquares: initialDamping", initialDamping, "(0,∞)");
  if (method === "gaussNewton") return gaussNewtonSteps;
  if (method === "levenbergMarquardt") return (settings) => levenbergMarquardtSteps(settings, initialDamping);
  throw new TypeError(
    `leastSquares: method is "levenbergMarquardt" or "gaussNewton", got ${String(method)}; leave it out?`,
  );
}

function checkCount(got: number, wanted: number): void {
  if (got !== wanted)
    throw new RangeError(
      `leastSquares: ${wanted} residuals are needed at each point, got ${got}; is the data the same?`,
    );
}
