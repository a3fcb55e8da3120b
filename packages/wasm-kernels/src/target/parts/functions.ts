import * as op from "../../loops/operations.ts";
import { ofNumbers } from "../elementwise-expressions.ts";
import type { TargetPart } from "../target-part.ts";

/** Functions of numbers beyond arithmetic, exp and log. */
export const functions: TargetPart = {
  operations: {
    expm1: /* @__PURE__ */ ofNumbers(op.expm1),
    log1p: /* @__PURE__ */ ofNumbers(op.log1p),
    tanh: /* @__PURE__ */ ofNumbers(op.tanh),
    erf: /* @__PURE__ */ ofNumbers(op.erf),
    sin: /* @__PURE__ */ ofNumbers(op.sin),
    cos: /* @__PURE__ */ ofNumbers(op.cos),
    pow: /* @__PURE__ */ ofNumbers(op.pow),
  },
};
