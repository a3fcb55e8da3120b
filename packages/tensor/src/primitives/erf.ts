import { unary } from "../elementwise.ts";
import { type Unary } from "../elementwise-loop.ts";
import { errorFunction } from "../error-function.ts";
import { multiply, negate, square } from "./arithmetic.ts";
import { exp } from "./exponential.ts";

/** The error function 2/sqrt(pi) * integral from 0 to x of exp(-t^2) dt, elementwise. */
export const erf: Unary = /* @__PURE__ */ unary({
  name: "erf",
  accepts: "float",
  compute: (x: number) => errorFunction(x),
  // d erf(x) = 2/sqrt(pi) exp(-x^2) dx
  vjp: (cotangent, [x]) => [() => multiply(cotangent, multiply(exp(negate(square(x))), 2 / Math.sqrt(Math.PI)))],
});
