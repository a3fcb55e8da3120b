import { binary, unary } from "../elementwise.ts";
import { type Binary, loopUnary, type Unary } from "../elementwise-loop.ts";
import { add, divide, multiply, square, subtract } from "./arithmetic.ts";
import { equal, lessEqual, logicalAnd } from "./comparison.ts";
import { where } from "./where.ts";

/** e^x, elementwise. */
export const exp: Unary = /* @__PURE__ */ loopUnary({
  name: "exp",
  accepts: "float",
  loop: (out, at, end, x, p, i) => {
    for (; at < end; p += i) out[at++] = Math.exp(x[p]!);
  },
  vjp: ([cotangent], _, [output]) => [() => multiply(cotangent, output)],
});

/** e^x - 1, elementwise, exact to the last digits near 0. */
export const expm1: Unary = /* @__PURE__ */ unary({
  name: "expm1",
  accepts: "float",
  compute: (x: number) => Math.expm1(x),
  // d(e^x - 1) = e^x dx; the output + 1 would lose the digits of a small e^x
  vjp: (cotangent, [x]) => [() => multiply(cotangent, exp(x))],
});

/** The natural logarithm, elementwise; NaN below 0. */
export const log: Unary = /* @__PURE__ */ loopUnary({
  name: "log",
  accepts: "float",
  loop: (out, at, end, x, p, i) => {
    for (; at < end; p += i) out[at++] = Math.log(x[p]!);
  },
  vjp: ([cotangent], [x]) => [() => divide(cotangent, x)],
});

/** log(1 + x), elementwise, exact to the last digits near 0. */
export const log1p: Unary = /* @__PURE__ */ unary({
  name: "log1p",
  accepts: "float",
  compute: (x: number) => Math.log1p(x),
  vjp: (cotangent, [x]) => [() => divide(cotangent, add(x, 1))],
});

/**
 * x^y, elementwise, of floating-point tensors; NaN for a negative x and a fractional y. 0^0 is 1.
 * The gradient for x is 0 where y is 0, the one for y is 0 where x is 0 and y is not negative.
 */
export const pow: Binary = /* @__PURE__ */ binary({
  name: "pow",
  accepts: "float",
  // IEEE: 1^y is 1 for every y, and (-1)^(+-infinity) is 1; JavaScript says NaN
  compute: (x: number, y: number) => (x === 1 || (x === -1 && (y === Infinity || y === -Infinity)) ? 1 : x ** y),
  // d x^y = y x^(y-1) dx + x^y log(x) dy
  vjp: (cotangent, [x, y], output) => [
    () => multiply(cotangent, where(equal(y, 0), 0, multiply(y, pow(x, subtract(y, 1))))),
    () => multiply(cotangent, where(logicalAnd(equal(x, 0), lessEqual(0, y)), 0, multiply(output, log(x)))),
  ],
});

/**
 * The hyperbolic tangent, elementwise.
 * @good Bounded, with mean 0.
 * @bad Saturates: gradients fade in deep stacks.
 * @use In recurrent networks, and for outputs from -1 to 1.
 */
export const tanh: Unary = /* @__PURE__ */ unary({
  name: "tanh",
  accepts: "float",
  compute: (x: number) => Math.tanh(x),
  // d tanh(x) = (1 - tanh(x)^2) dx
  vjp: (cotangent, _, output) => [() => multiply(cotangent, subtract(1, square(output)))],
});

/** The hyperbolic sine, elementwise. */
export const sinh: Unary = /* @__PURE__ */ unary({
  name: "sinh",
  accepts: "float",
  compute: (x: number) => Math.sinh(x),
  vjp: (cotangent, [x]) => [() => multiply(cotangent, cosh(x))],
});

/** The hyperbolic cosine, elementwise. */
export const cosh: Unary = /* @__PURE__ */ unary({
  name: "cosh",
  accepts: "float",
  compute: (x: number) => Math.cosh(x),
  vjp: (cotangent, [x]) => [() => multiply(cotangent, sinh(x))],
});
