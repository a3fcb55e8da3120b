import { type Reduction, reduction } from "../reduction.ts";

/** Is at least one element true (not 0)? `bool`; false for no elements. */
export const any: Reduction = /* @__PURE__ */ reduction({
  name: "any",
  accepts: "any",
  dtype: () => "bool",
  identity: 0,
  fold: (sofar, buffer, at, step, count) => {
    for (let i = 0; i < count && sofar === 0; i++, at += step) if (buffer[at] !== 0) sofar = 1;
    return sofar;
  },
  vjp: null,
});

/** Are all elements true (not 0)? `bool`; true for no elements. */
export const all: Reduction = /* @__PURE__ */ reduction({
  name: "all",
  accepts: "any",
  dtype: () => "bool",
  identity: 1,
  fold: (sofar, buffer, at, step, count) => {
    for (let i = 0; i < count && sofar === 1; i++, at += step) if (buffer[at] === 0) sofar = 0;
    return sofar;
  },
  vjp: null,
});
