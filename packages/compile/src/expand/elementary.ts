import {
  abs,
  add,
  atan,
  atan2,
  divide,
  equal,
  exp,
  expm1,
  isNaN,
  less,
  lessEqual,
  log,
  logicalOr,
  maximum,
  minimum,
  multiply,
  negate,
  sign,
  sqrt,
  square,
  subtract,
  type Tensor,
  where,
} from "@adjoint/tensor";
import { FAR, NEAR } from "@adjoint/tensor/error-function";
import { type Expansion, plain } from "./expansion.ts";

/** u - 1 of a rounded u = e^x, corrected by what log(u) says that x was (Kahan). */
function expm1ByExp(x: Tensor): Tensor {
  const u = exp(x);
  const rise = subtract(u, 1);
  const corrected = divide(multiply(rise, x), log(u));
  const isEnd = logicalOr(equal(u, Number.POSITIVE_INFINITY), equal(rise, -1));
  return where(equal(u, 1), x, where(isEnd, rise, corrected));
}

/** log(u) of a rounded u = 1 + x, corrected by how much of x is in u (Kahan). */
function log1pByLog(x: Tensor): Tensor {
  const u = add(x, 1);
  const corrected = divide(multiply(log(u), x), subtract(u, 1));
  return where(equal(u, 1), x, where(equal(u, Number.POSITIVE_INFINITY), u, corrected));
}

/** e^|x| / 2, which overflows only where the hyperbolic functions do. */
function halfPower(x: Tensor): Tensor {
  const root = exp(multiply(abs(x), 0.5));
  return multiply(multiply(root, 0.5), root);
}

function sinhByExp(x: Tensor): Tensor {
  const half = halfPower(x);
  const large = multiply(sign(x), subtract(half, divide(0.25, half)));
  const rise = expm1(where(less(abs(x), 1), x, 0));
  const small = multiply(add(rise, divide(rise, add(rise, 1))), 0.5); // large would cancel
  return where(less(abs(x), 1), small, large);
}

function coshByExp(x: Tensor): Tensor {
  const half = halfPower(x);
  return add(half, divide(0.25, half));
}

const oneMinusSquare = (x: Tensor): Tensor => multiply(subtract(1, x), add(1, x));

/** By the arc tangent of a quotient from 0 to 1, turned into the right octant; the signs of zeros count. */
function atan2ByAtan(y: Tensor, x: Tensor): Tensor {
  const [across, up] = [abs(x), abs(y)];
  const larger = maximum(across, up);
  const isBothInfinite = equal(minimum(across, up), Number.POSITIVE_INFINITY);
  const quotient = where(equal(larger, 0), 0, where(isBothInfinite, 1, divide(minimum(across, up), larger)));
  const first = atan(quotient);
  const quadrant = where(less(across, up), subtract(Math.PI / 2, first), first);
  const half = where(isNegative(x), subtract(Math.PI, quadrant), quadrant);
  const angle = where(isNegative(y), negate(half), half);
  return where(logicalOr(isNaN(x), isNaN(y)), add(x, y), angle);
}

/** x is below zero, or the negative zero. */
const isNegative = (x: Tensor): Tensor => less(where(equal(x, 0), divide(1, x), x), 0);

function polynomial(coefficients: readonly number[], x: Tensor): Tensor {
  const [first, ...rest] = coefficients as readonly [number, ...number[]];
  return rest.reduce((value: Tensor, c) => add(multiply(value, x), c), where(equal(x, x), first, x));
}

/** As the operation's own kernel: one polynomial near 0, one times e^(-x^2) up to 6, then 1. */
function erfByPolynomials(x: Tensor): Tensor {
  const size = minimum(abs(x), 6);
  const inner = minimum(size, 1);
  const near = add(x, multiply(x, polynomial(NEAR, square(inner))));
  const tail = multiply(exp(negate(square(size))), polynomial(FAR, divide(subtract(size, 2.5), add(size, 3))));
  return where(lessEqual(1, size), multiply(sign(x), subtract(1, tail)), near);
}

/** Elementary functions by others. */
export const elementary: Readonly<Record<string, Expansion>> = {
  expm1: plain(expm1ByExp),
  log1p: plain(log1pByLog),
  sinh: plain(sinhByExp),
  cosh: plain(coshByExp),
  asin: plain((x) => atan2(x, sqrt(oneMinusSquare(x)))),
  acos: plain((x) => atan2(sqrt(oneMinusSquare(x)), x)),
  atan: plain((x) => atan2(x, where(equal(x, x), 1, x))),
  atan2: plain(atan2ByAtan),
  erf: plain(erfByPolynomials),
};
