import { divide, multiply } from "../primitives/arithmetic.ts";
import { lessEqual } from "../primitives/comparison.ts";
import { max } from "../primitives/minimum-maximum.ts";
import { abs } from "../primitives/rounding.ts";
import { where } from "../primitives/where.ts";
import type { Tensor } from "../tensor.ts";

/** 1 / x, and 0 where |x| is at most `rounding`. */
export function reciprocal(x: Tensor, rounding: Tensor): Tensor {
  const isZero = lessEqual(abs(x), rounding);
  return where(isZero, 0, divide(1, where(isZero, 1, x)));
}

/** How far n eigenvalues or singular values [...s, n] can be off: n epsilon times the largest. [...s, 1] */
export function roundingOf(values: Tensor): Tensor {
  const epsilon = values.dtype === "float64" ? 2 ** -52 : 2 ** -23;
  return multiply(max(abs(values), { axis: -1, keepDims: true }), values.shape.at(-1)! * epsilon);
}
