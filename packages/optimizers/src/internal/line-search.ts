import { addScaled, dot } from "./vectors.ts";

/** What a function has at a point. */
export interface Evaluation {
  readonly value: number;
  readonly gradient: Float64Array;
}

/**
 * A computation that asks for evaluations: it yields points, and is resumed with what the function has there. So one
 * text serves functions that answer at once and functions that answer later.
 */
export type Asking<T> = Generator<Float64Array, T, Evaluation>;

export interface Point extends Evaluation {
  readonly x: Float64Array;
}

/** A point on the line x + step direction. */
export interface Trial extends Point {
  readonly step: number;
  /** The derivative along the line; negative where it goes down. */
  readonly slope: number;
}

export interface Line {
  readonly from: Trial;
  readonly direction: Float64Array;
  /** How large a change of the value may come from rounding alone. */
  readonly noise: number;
  /** The shortest step that changes the parameters. */
  readonly shortestStep: number;
  isAborted(): boolean;
  /** The least |slope| of all trials, as a part of that at the start. */
  flattest: number;
}

/** How far to go: a point that is good enough, or nothing. */
export type LineSearch = (line: Line, firstStep: number) => Asking<Trial | undefined>;

/** c1 of the sufficient decrease, Nocedal & Wright 2006, section 3.1. */
export const SUFFICIENT_DECREASE = 1e-4;
export const MOST_TRIALS = 60;

/** The line through a point; its slope there is what the search starts from. */
export const lineFrom = (
  point: Point,
  direction: Float64Array,
  rest: Pick<Line, "noise" | "shortestStep" | "isAborted">,
): Line => ({
  from: { ...point, step: 0, slope: dot(point.gradient, direction) },
  direction,
  ...rest,
  flattest: Infinity,
});

/** The point at a step; where the function has no finite value or slope it counts as infinitely high. */
export function* tryStep(line: Line, step: number): Asking<Trial> {
  const { from, direction } = line;
  const x = addScaled(from.x, step, direction);
  const { value, gradient } = yield x;
  const slope = dot(gradient, direction);
  if (!Number.isFinite(value) || !Number.isFinite(slope))
    return { x, value: Infinity, gradient, step, slope: Number.NaN };
  line.flattest = Math.min(line.flattest, Math.abs(slope / from.slope));
  return { x, value, gradient, step, slope };
}

/**
 * Is the value sufficiently below the start? Armijo's condition, NW eq. 3.4; where the values differ by no more than
 * rounding the slopes decide, by the approximate Wolfe condition of Hager & Zhang 2005, eq. 4.1, which needs no more
 * digits than the gradient has.
 */
export function isLowEnough({ from, noise }: Line, { step, value, slope }: Trial): boolean {
  if (value <= from.value + SUFFICIENT_DECREASE * step * from.slope) return true;
  return value <= from.value + noise && slope <= (2 * SUFFICIENT_DECREASE - 1) * from.slope;
}

/**
 * Where the cubic with these values and slopes at two steps has its minimum; NaN where it has none. Where the values are
 * equal but for rounding, the slopes alone decide: where the line through them is 0.
 * @see Nocedal, Wright 2006, Numerical optimization, eq. 3.59
 */
export function interpolatedMinimum({ noise }: Line, a: Trial, b: Trial): number {
  const width = b.step - a.step;
  if (Math.abs(a.value - b.value) <= noise) return b.step - (width * b.slope) / (b.slope - a.slope);
  const d1 = a.slope + b.slope - (3 * (b.value - a.value)) / width;
  const d2 = Math.sign(width) * Math.sqrt(d1 * d1 - a.slope * b.slope);
  return b.step - (width * (b.slope + d2 - d1)) / (b.slope - a.slope + 2 * d2);
}
