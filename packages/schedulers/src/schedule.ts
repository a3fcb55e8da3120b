/**
 * What a schedule does as step -> infinity, for schedules that stay finite and, in the end, non-negative.
 *
 * | kind | claim |
 * |---|---|
 * | power | rate ~ c step^-exponent with c > 0; an exponent <= 0 does not decay |
 * | geometric | rate <= c ratio^step for some ratio in (0, 1): at least that fast towards 0 |
 * | constant | rate tends to a positive limit |
 * | periodic | rate stays bounded and returns to some c > 0, or above, infinitely often |
 * | zero | rate is exactly 0 from some step on |
 *
 * @example const tail: Tail = { kind: "power", exponent: 1 }
 */
export type Tail =
  | { readonly kind: "power"; readonly exponent: number }
  | { readonly kind: "geometric" }
  | { readonly kind: "constant" }
  | { readonly kind: "periodic" }
  | { readonly kind: "zero" };

/**
 * A learning rate as a function of the step: a plain function, with an optional claim about its tail.
 *
 * Steps count from 0. The schedules of this package are exact in float64, hold their last value past their end, accept
 * fractional steps (a smooth plot needs them), and throw RangeError for a step that is negative, infinite or NaN.
 * Any `(step: number) => number` is a Schedule too; it only has no tail, and so nothing can be proved about it.
 * @example
 * const tail = { kind: "geometric" } as const;
 * const halving: Schedule = Object.assign((step: number) => 0.1 * 0.5 ** step, { tail });
 */
export interface Schedule {
  (step: number): number;
  readonly tail?: Tail;
}
