import { binary, unary } from "../elementwise.ts";
import { type Binary, type Unary } from "../elementwise-loop.ts";
import { scaleFrom } from "../internal/scale-from.ts";
import type { Tensor } from "../tensor.ts";
import { add, divide, multiply, negate, rsqrt, square, subtract } from "./arithmetic.ts";
import { stopGradient } from "./host.ts";
import { maximum } from "./minimum-maximum.ts";
import { abs } from "./rounding.ts";

/** The sine of an angle in radians, elementwise. */
export const sin: Unary = /* @__PURE__ */ unary({
  name: "sin",
  accepts: "float",
  compute: (x: number) => Math.sin(x),
  vjp: (cotangent, [x]) => [() => multiply(cotangent, cos(x))],
});

/** The cosine of an angle in radians, elementwise. */
export const cos: Unary = /* @__PURE__ */ unary({
  name: "cos",
  accepts: "float",
  compute: (x: number) => Math.cos(x),
  vjp: (cotangent, [x]) => [() => negate(multiply(cotangent, sin(x)))],
});

/** The tangent of an angle in radians, elementwise. */
export const tan: Unary = /* @__PURE__ */ unary({
  name: "tan",
  accepts: "float",
  compute: (x: number) => Math.tan(x),
  // d tan(x) = (1 + tan(x)^2) dx
  vjp: (cotangent, _, output) => [() => multiply(cotangent, add(square(output), 1))],
});

/** The angle in [-pi/2, pi/2] whose sine is x, elementwise. */
export const asin: Unary = /* @__PURE__ */ unary({
  name: "asin",
  accepts: "float",
  compute: (x: number) => Math.asin(x),
  // d asin(x) = dx / sqrt(1 - x^2)
  vjp: (cotangent, [x]) => [() => multiply(cotangent, rsqrt(subtract(1, square(x))))],
});

/** The angle in [0, pi] whose cosine is x, elementwise. */
export const acos: Unary = /* @__PURE__ */ unary({
  name: "acos",
  accepts: "float",
  compute: (x: number) => Math.acos(x),
  // d acos(x) = -dx / sqrt(1 - x^2)
  vjp: (cotangent, [x]) => [() => negate(multiply(cotangent, rsqrt(subtract(1, square(x)))))],
});

/** The angle in [-pi/2, pi/2] whose tangent is x, elementwise. */
export const atan: Unary = /* @__PURE__ */ unary({
  name: "atan",
  accepts: "float",
  compute: (x: number) => Math.atan(x),
  // d atan(x) = dx / (1 + x^2)
  vjp: (cotangent, [x]) => [() => divide(cotangent, add(square(x), 1))],
});

/** The angle in [-pi, pi] of the point (x, y), elementwise; the first argument is y. */
export const atan2: Binary = /* @__PURE__ */ binary({
  name: "atan2",
  accepts: "float",
  compute: (y: number, x: number) => Math.atan2(y, x),
  // d atan2(y, x) = (x dy - y dx) / (x^2 + y^2)
  vjp: (cotangent, [y, x]) => [
    () => multiply(cotangent, overSquaredLength(x, y)),
    () => negate(multiply(cotangent, overSquaredLength(y, x))),
  ],
});

/** a / (a^2 + b^2), without overflow or underflow of the squares; any constant scale gives the same. */
function overSquaredLength(a: Tensor, b: Tensor): Tensor {
  const scale = scaleFrom(maximum(abs(stopGradient(a)), abs(stopGradient(b))));
  const [p, q] = [divide(a, scale), divide(b, scale)];
  return divide(divide(p, add(square(p), square(q))), scale);
}
