import { type Reduction, reduction } from "../reduction.ts";

/** Is at least one element true (not 0)? `bool`; false for no elements. */
export const any: Reduction = /* @__PURE__ */ reduction({
  name: "any",
  accepts: "any",
  dtype: () => "bool",
  identity: 0,
  loop: (_, at, end, x, p, i, y, q, j) => {
    for (; at < end; at++, p += i, q += j) if (x[p] !== 0) y[q] = 1;
  },
  vjp: null,
});

/** Are all elements true (not 0)? `bool`; true for no elements. */
export const all: Reduction = /* @__PURE__ */ reduction({
  name: "all",
  accepts: "any",
  dtype: () => "bool",
  identity: 1,
  loop: (_, at, end, x, p, i, y, q, j) => {
    for (; at < end; at++, p += i, q += j) if (x[p] === 0) y[q] = 0;
  },
  vjp: null,
});
