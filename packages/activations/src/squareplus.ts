import { add, divide, greater, multiply, negate, sqrt, square, type Tensor, where } from "@adjoint/tensor";
import { checkInput } from "./internal/check-input.ts";
import { checkSetting } from "./internal/check-setting.ts";

export interface SquareplusOptions {
  /** The width of the bend, > 0: the value at 0 is sqrt(b) / 2. 4 gives the curvature of softplus there. */
  readonly b?: number;
}

/**
 * A smooth rectifier without exponentials: (x + sqrt(x^2 + b)) / 2, elementwise.
 *
 * Smooth; positive, about b / (4 |x|) for x << 0.
 * @good Like softplus, with a root in place of exponentials.
 * @bad Tends to 0 only slowly.
 * @use Where exponentials are costly.
 * @throws RangeError unless b is positive and finite; DTypeError unless x is of a floating-point type.
 * @see Barron 2021, Squareplus: a softplus-like algebraic rectifier, eq. 1.
 * @example squareplus(tensor([-2, 0, 2])) // 0.4142 1 2.4142
 */
export function squareplus(x: Tensor, { b = 4 }: SquareplusOptions = {}): Tensor {
  checkInput("squareplus", x);
  checkSetting("squareplus", "b", b, "a finite number > 0");
  const isPositive = greater(x, 0);
  // where, not abs: abs has a wrong derivative at 0 for a smooth function
  const size = where(isPositive, x, negate(x));
  // from here on x^2 + b is x^2 in double precision, and x^2 may overflow
  const isFar = greater(size, 2 ** 27 * Math.sqrt(b));
  const root = where(isFar, size, sqrt(add(square(where(isFar, 0, x)), b)));
  // halves first: their sum does not overflow
  const larger = add(multiply(size, 0.5), multiply(root, 0.5));
  // (x + root) / 2 cancels below 0, where it is b / 4 over (|x| + root) / 2
  return where(isPositive, larger, divide(b / 4, larger));
}
