import { align } from "../align.ts";
import { type Unary } from "../elementwise-loop.ts";
import { add, negate } from "../primitives/arithmetic.ts";
import { greater } from "../primitives/comparison.ts";
import { exp, log1p } from "../primitives/exponential.ts";
import { where } from "../primitives/where.ts";
import type { Tensor } from "../tensor.ts";

/**
 * log(1 + e^x), elementwise, without overflow: max(x, 0) + log1p(e^-|x|).
 * @good A smooth relu that is always positive.
 * @bad Never sparse, and slower than relu.
 * @use For what must be positive: variances, rates.
 */
export const softplus: Unary = (x) => {
  const [t] = align("softplus", "float", [x]) as [Tensor]; // one comes out for each that goes in
  // where, not maximum and abs: those have no derivative at 0, softplus has all of them
  const isPositive = greater(t, 0);
  return add(where(isPositive, t, 0), log1p(exp(where(isPositive, negate(t), t))));
};
