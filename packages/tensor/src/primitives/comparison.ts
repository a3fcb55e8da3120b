// Number(x < y), not x < y ? 1 : 0: no branch to predict, four times as fast on data without order.
import { align, type Operand } from "../align.ts";
import { type Binary, loopBinary, loopUnary, type Unary } from "../elementwise-loop.ts";
import type { Tensor } from "../tensor.ts";

/** x == y, elementwise, as `bool`. NaN equals nothing. */
export const equal: Binary = /* @__PURE__ */ loopBinary({
  name: "equal",
  accepts: "any",
  dtype: "bool",
  loop: (out, at, end, x, p, i, y, q, j) => {
    for (; at < end; p += i, q += j) out[at++] = Number(x[p] === y[q]);
  },
  vjp: null,
});

/** x != y, elementwise, as `bool`. */
export const notEqual: Binary = /* @__PURE__ */ loopBinary({
  name: "notEqual",
  accepts: "any",
  dtype: "bool",
  loop: (out, at, end, x, p, i, y, q, j) => {
    for (; at < end; p += i, q += j) out[at++] = Number(x[p] !== y[q]);
  },
  vjp: null,
});

/** x < y, elementwise, as `bool`. */
export const less: Binary = /* @__PURE__ */ loopBinary({
  name: "less",
  dtype: "bool",
  loop: (out, at, end, x, p, i, y, q, j) => {
    for (; at < end; p += i, q += j) out[at++] = Number(x[p]! < y[q]!);
  },
  vjp: null,
});

/** x <= y, elementwise, as `bool`. */
export const lessEqual: Binary = /* @__PURE__ */ loopBinary({
  name: "lessEqual",
  dtype: "bool",
  loop: (out, at, end, x, p, i, y, q, j) => {
    for (; at < end; p += i, q += j) out[at++] = Number(x[p]! <= y[q]!);
  },
  vjp: null,
});

/** x > y, elementwise, as `bool`. */
export const greater: Binary = (x, y) => exchanged(less, "greater", x, y);

/** x >= y, elementwise, as `bool`. */
export const greaterEqual: Binary = (x, y) => exchanged(lessEqual, "greaterEqual", x, y);

/** y against x; what does not fit is reported in the name that was called. */
function exchanged(compare: Binary, name: string, x: Operand, y: Operand): Tensor {
  const [a, b] = align(name, "number", [x, y]) as [Tensor, Tensor]; // two come out
  return compare(b, a);
}

/** Both are true (not 0), elementwise, as `bool`. */
export const logicalAnd: Binary = /* @__PURE__ */ loopBinary({
  name: "logicalAnd",
  accepts: "any",
  dtype: "bool",
  loop: (out, at, end, x, p, i, y, q, j) => {
    for (; at < end; p += i, q += j) out[at++] = Number(x[p] !== 0 && y[q] !== 0);
  },
  vjp: null,
});

/** At least one is true (not 0), elementwise, as `bool`. */
export const logicalOr: Binary = /* @__PURE__ */ loopBinary({
  name: "logicalOr",
  accepts: "any",
  dtype: "bool",
  loop: (out, at, end, x, p, i, y, q, j) => {
    for (; at < end; p += i, q += j) out[at++] = Number(x[p] !== 0 || y[q] !== 0);
  },
  vjp: null,
});

/** Just one is true (not 0), elementwise, as `bool`. */
export const logicalXor: Binary = /* @__PURE__ */ loopBinary({
  name: "logicalXor",
  accepts: "any",
  dtype: "bool",
  loop: (out, at, end, x, p, i, y, q, j) => {
    for (; at < end; p += i, q += j) out[at++] = Number((x[p] !== 0) !== (y[q] !== 0));
  },
  vjp: null,
});

/** It is not true (it is 0), elementwise, as `bool`. */
export const logicalNot: Unary = /* @__PURE__ */ loopUnary({
  name: "logicalNot",
  accepts: "any",
  dtype: "bool",
  loop: (out, at, end, x, p, i) => {
    for (; at < end; p += i) out[at++] = Number(x[p] === 0);
  },
  vjp: null,
});

/** It is NaN, elementwise, as `bool`. */
export const isNaN: Unary = /* @__PURE__ */ loopUnary({
  name: "isNaN",
  dtype: "bool",
  loop: (out, at, end, x, p, i) => {
    for (; at < end; p += i) out[at++] = Number(Number.isNaN(x[p]));
  },
  vjp: null,
});

/** It is neither NaN nor infinite, elementwise, as `bool`. */
export const isFinite: Unary = /* @__PURE__ */ loopUnary({
  name: "isFinite",
  dtype: "bool",
  loop: (out, at, end, x, p, i) => {
    for (; at < end; p += i) out[at++] = Number(Number.isFinite(x[p]));
  },
  vjp: null,
});
