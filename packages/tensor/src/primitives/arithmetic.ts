import { type Binary, loopBinary, loopUnary, type Unary } from "../elementwise-loop.ts";

/** -x, elementwise. */
export const negate: Unary = /* @__PURE__ */ loopUnary({
  name: "negate",
  loop: (out, at, end, x, p, i) => {
    for (; at < end; p += i) out[at++] = -x[p]!;
  },
  vjp: ([cotangent]) => [() => negate(cotangent)],
});

/** x + y, elementwise; integers wrap around. */
export const add: Binary = /* @__PURE__ */ loopBinary({
  name: "add",
  loop: (out, at, end, x, p, i, y, q, j) => {
    for (; at < end; p += i, q += j) out[at++] = x[p]! + y[q]!;
  },
  vjp: ([cotangent]) => [() => cotangent, () => cotangent],
});

/** x - y, elementwise; integers wrap around. */
export const subtract: Binary = /* @__PURE__ */ loopBinary({
  name: "subtract",
  loop: (out, at, end, x, p, i, y, q, j) => {
    for (; at < end; p += i, q += j) out[at++] = x[p]! - y[q]!;
  },
  vjp: ([cotangent]) => [() => cotangent, () => negate(cotangent)],
});

/** x y, elementwise; integers wrap around. */
export const multiply: Binary = /* @__PURE__ */ loopBinary({
  name: "multiply",
  loop: (out, at, end, x, p, i, y, q, j) => {
    // a double would round the product of two large integers
    if (out instanceof Int32Array) for (; at < end; p += i, q += j) out[at++] = Math.imul(x[p]!, y[q]!);
    else for (; at < end; p += i, q += j) out[at++] = x[p]! * y[q]!;
  },
  // d(x y) = y dx + x dy
  vjp: ([cotangent], [x, y]) => [() => multiply(cotangent, y), () => multiply(cotangent, x)],
});

/** x / y, elementwise, of floating-point tensors. */
export const divide: Binary = /* @__PURE__ */ loopBinary({
  name: "divide",
  accepts: "float",
  loop: (out, at, end, x, p, i, y, q, j) => {
    for (; at < end; p += i, q += j) out[at++] = x[p]! / y[q]!;
  },
  // d(x/y) = dx/y - (x/y) dy/y
  vjp: ([cotangent], [, y], [quotient]) => [
    () => divide(cotangent, y),
    () => negate(divide(multiply(cotangent, quotient), y)),
  ],
});

/** x^2, elementwise. */
export const square: Unary = /* @__PURE__ */ loopUnary({
  name: "square",
  loop: (out, at, end, x, p, i) => {
    if (out instanceof Int32Array) for (; at < end; p += i) out[at++] = Math.imul(x[p]!, x[p]!);
    else for (; at < end; p += i) out[at++] = x[p]! * x[p]!;
  },
  // d(x^2) = 2 x dx
  vjp: ([cotangent], [x]) => [() => multiply(multiply(cotangent, x), 2)],
});

/** The square root, elementwise; NaN below 0. Its gradient at 0 is infinite. */
export const sqrt: Unary = /* @__PURE__ */ loopUnary({
  name: "sqrt",
  accepts: "float",
  loop: (out, at, end, x, p, i) => {
    for (; at < end; p += i) out[at++] = Math.sqrt(x[p]!);
  },
  // d sqrt(x) = dx / (2 sqrt(x))
  vjp: ([cotangent], _, [root]) => [() => divide(cotangent, multiply(root, 2))],
});

/** 1 / sqrt(x), elementwise. */
export const rsqrt: Unary = /* @__PURE__ */ loopUnary({
  name: "rsqrt",
  accepts: "float",
  loop: (out, at, end, x, p, i) => {
    for (; at < end; p += i) out[at++] = 1 / Math.sqrt(x[p]!);
  },
  // d x^(-1/2) = -1/2 x^(-3/2) dx
  vjp: ([cotangent], [x], [output]) => [() => multiply(divide(multiply(cotangent, output), x), -0.5)],
});
