import { isIndependent, type LinearProblem, triangularize } from "./triangularize.ts";
import { dot, lengthOf } from "./vectors.ts";

/** A least-squares problem over one vector of parameters. */
export interface VectorProblem {
  residuals(x: Float64Array): Float64Array;
  /** The Jacobian as its columns, each as long as the residuals. */
  jacobian(x: Float64Array): readonly Float64Array[];
}

/** What a problem has at a point. */
export interface LeastSquaresPoint {
  readonly x: Float64Array;
  readonly residuals: Float64Array;
  readonly columns: readonly Float64Array[];
  /** The linear problem of a step h, min |J (-h) + r|^2, as a triangle. */
  readonly triangle: LinearProblem;
  /** J^T r. */
  readonly gradient: Float64Array;
  /** 1/2 |r|^2. */
  readonly value: number;
  /** The part of the value that a step can take away, as far as a linear model goes: 1/2 |Q^T r|^2, J = Q R. */
  readonly excess: number;
}

export function pointAt({ jacobian }: VectorProblem, x: Float64Array, residuals: Float64Array): LeastSquaresPoint {
  const columns = jacobian(x);
  const triangle = triangularize({ columns, right: residuals });
  return {
    x,
    residuals,
    columns,
    triangle,
    gradient: Float64Array.from(columns, (column) => dot(column, residuals)),
    value: dot(residuals, residuals) / 2,
    // a dependent column adds nothing to the span of J: its row of Q is arbitrary
    excess: triangle.right.reduce((sum, c, j) => (isIndependent(triangle, j) ? sum + (c * c) / 2 : sum), 0),
  };
}

/** Does a step change no parameter by more than this part of it? */
export const isNegligible = (step: Float64Array, { x }: LeastSquaresPoint, part: number): boolean =>
  step.every((h, j) => Math.abs(h) <= part * Math.abs(x[j]!));

/** By how much the value falls from residuals r to s: (r - s) (r + s) / 2, which keeps its digits where both are near. */
export function decreaseTo(s: Float64Array, { residuals: r }: LeastSquaresPoint): number {
  let total = 0;
  for (let i = 0; i < r.length; i++) total += (r[i]! - s[i]!) * (r[i]! + s[i]!);
  return total / 2;
}

/** The square of 1e-3, the relative offset that Bates & Watts 1981 call far below the uncertainty of the parameters. */
const SMALL_PART = 1e-6;

/** Is the point the solution, for all that the data can tell? */
export const isNearlySolved = ({ excess, value }: LeastSquaresPoint): boolean => excess <= SMALL_PART * value;

/**
 * The point at x, if everything there is finite and the value is lower by more than `least`. Near the solution, where
 * the change of the value is lost in rounding, half the excess will do as well.
 */
export function pointBelow(
  here: LeastSquaresPoint,
  least: number,
  problem: VectorProblem,
  x: Float64Array,
): { readonly point?: LeastSquaresPoint; readonly decrease: number } {
  const residuals = problem.residuals(x);
  const decrease = decreaseTo(residuals, here);
  const isLower = decrease > least;
  if (!isLower && !(isNearlySolved(here) && Math.abs(decrease) <= SMALL_PART * here.value)) return { decrease };
  const point = pointAt(problem, x, residuals);
  const isFinite = Number.isFinite(point.value + point.excess + lengthOf(point.gradient));
  return isFinite && (isLower || point.excess <= here.excess / 2) ? { point, decrease } : { decrease };
}

/** The next point of a method, lower than this one; undefined when there is none to be found. */
export type NextPoint = (here: LeastSquaresPoint) => LeastSquaresPoint | "singular" | undefined;

export interface StepSettings {
  readonly problem: VectorProblem;
  /** The rounding of the parameters, as a part of them. */
  readonly rounding: number;
  isAborted(): boolean;
}
