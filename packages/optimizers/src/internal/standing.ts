/** Where a minimization stands. */
export interface Standing {
  readonly x: Float64Array;
  readonly value: number;
  readonly gradientNorm: number;
  readonly iterations: number;
  /** By how much the last step lowered the value; Infinity before the first. */
  readonly decrease: number;
  /** The length of the last step; Infinity before the first. */
  readonly stepNorm: number;
}
