import { binary, unary } from "../elementwise.ts";
import { type Binary, type Unary } from "../elementwise-loop.ts";
import { divide, multiply, negate, subtract } from "./arithmetic.ts";

/** |x|, elementwise. Its gradient at 0 is 0. */
export const abs: Unary = /* @__PURE__ */ unary({
  name: "abs",
  loop: (out, at, end, x, p, i) => {
    for (; at < end; p += i) out[at++] = Math.abs(x[p]!);
  },
  vjp: (cotangent, [x]) => [() => multiply(cotangent, sign(x))],
});

/** -1, 0 or 1, elementwise; the gradient is 0. */
export const sign: Unary = /* @__PURE__ */ unary({
  name: "sign",
  compute: (x: number) => Math.sign(x),
  vjp: null,
});

/** The largest integer that is not above x, elementwise; the gradient is 0. */
export const floor: Unary = /* @__PURE__ */ unary({
  name: "floor",
  compute: (x: number) => Math.floor(x),
  vjp: null,
});

/** The smallest integer that is not below x, elementwise; the gradient is 0. */
export const ceil: Unary = /* @__PURE__ */ unary({
  name: "ceil",
  compute: (x: number) => Math.ceil(x),
  vjp: null,
});

/** The nearest integer, a tie to the even one, elementwise; the gradient is 0. */
export const round: Unary = /* @__PURE__ */ unary({
  name: "round",
  compute: (x: number) => {
    const below = Math.floor(x);
    const above = x - below;
    const rounded = above < 0.5 || (above === 0.5 && below % 2 === 0) ? below : below + 1;
    return rounded === 0 && x < 0 ? -0 : rounded; // the sign of zero stays
  },
  vjp: null,
});

/** x - y floor(x / y), elementwise: the remainder with the sign of y, as in Python. */
export const remainder: Binary = /* @__PURE__ */ binary({
  name: "remainder",
  compute: (x: number, y: number) => {
    const rest = x % y;
    if (rest === 0) return y < 0 ? -0 : 0;
    return rest < 0 !== y < 0 ? rest + y : rest;
  },
  // d(x - n y) = dx - n dy, n = floor(x / y)
  vjp: (cotangent, [x, y], rest) => [
    () => cotangent,
    () => negate(multiply(cotangent, round(divide(subtract(x, rest), y)))),
  ],
});
