import { type Binary, loopBinary } from "../elementwise-loop.ts";
import { type Reduction, reduction } from "../reduction.ts";
import type { Tensor } from "../tensor.ts";
import { divide, multiply } from "./arithmetic.ts";
import { castTo } from "./cast.ts";
import { equal, less } from "./comparison.ts";
import { sumTo } from "./sum.ts";
import { where } from "./where.ts";

/** The part of the gradient that the smaller operand gets: all of it, or half at a tie. */
const shareIfBelow = (cotangent: Tensor, x: Tensor, y: Tensor): Tensor =>
  where(equal(x, y), multiply(cotangent, 0.5), where(less(x, y), cotangent, 0));

/** The larger of x and y, elementwise; NaN where one is. At a tie each gets half of the gradient. */
export const maximum: Binary = /* @__PURE__ */ loopBinary({
  name: "maximum",
  loop: (out, at, end, x, p, i, y, q, j) => {
    for (; at < end; p += i, q += j) out[at++] = Math.max(x[p]!, y[q]!);
  },
  vjp: ([cotangent], [x, y]) => [() => shareIfBelow(cotangent, y, x), () => shareIfBelow(cotangent, x, y)],
});

/** The smaller of x and y, elementwise; NaN where one is. At a tie each gets half of the gradient. */
export const minimum: Binary = /* @__PURE__ */ loopBinary({
  name: "minimum",
  loop: (out, at, end, x, p, i, y, q, j) => {
    for (; at < end; p += i, q += j) out[at++] = Math.min(x[p]!, y[q]!);
  },
  vjp: ([cotangent], [x, y]) => [() => shareIfBelow(cotangent, x, y), () => shareIfBelow(cotangent, y, x)],
});

/** Where the extreme stands; several places share the gradient equally. */
const sharedGradient = (cotangent: Tensor, x: Tensor, extreme: Tensor, keep: (reduced: Tensor) => Tensor): Tensor => {
  const kept = keep(extreme);
  const hit = castTo(equal(x, kept), x.dtype);
  return multiply(hit, divide(keep(cotangent), sumTo(hit, kept.shape)));
};

/** The largest element; NaN if there is one. Equal ones share the gradient. @throws ShapeError for an empty axis. */
export const max: Reduction = /* @__PURE__ */ reduction({
  name: "max",
  identity: -Infinity,
  loop: (_, at, end, x, p, i, y, q, j) => {
    if (j === 0) {
      let total = y[q]!;
      for (; at < end; at++, p += i) total = Math.max(total, x[p]!);
      y[q] = total;
    } else for (; at < end; at++, p += i, q += j) y[q] = Math.max(y[q]!, x[p]!);
  },
  vjp: sharedGradient,
});

/** The smallest element; NaN if there is one. Equal ones share the gradient. @throws ShapeError for an empty axis. */
export const min: Reduction = /* @__PURE__ */ reduction({
  name: "min",
  identity: Infinity,
  loop: (_, at, end, x, p, i, y, q, j) => {
    if (j === 0) {
      let total = y[q]!;
      for (; at < end; at++, p += i) total = Math.min(total, x[p]!);
      y[q] = total;
    } else for (; at < end; at++, p += i, q += j) y[q] = Math.min(y[q]!, x[p]!);
  },
  vjp: sharedGradient,
});
