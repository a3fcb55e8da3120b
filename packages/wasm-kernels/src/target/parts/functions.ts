import * as v128 from "../../emitter/v128.ts";
import { applyMask } from "../../loops/expression.ts";
import * as op from "../../loops/operations.ts";
import { ofNumbers, onMasks } from "../elementwise-expressions.ts";
import type { TargetPart } from "../target-part.ts";

/** Functions of numbers beyond arithmetic, exp and log, and logic; and an exp that is shorter in a softmax. */
export const functions: TargetPart = {
  operations: {
    sign: /* @__PURE__ */ ofNumbers((x) => op.where(op.less(0, x), 1, op.where(op.less(x, 0), -1, x))),
    floor: /* @__PURE__ */ ofNumbers(op.floor),
    ceil: /* @__PURE__ */ ofNumbers(op.ceil),
    round: /* @__PURE__ */ ofNumbers(op.round),
    exp: /* @__PURE__ */ ofNumbers(op.exp),
    expm1: /* @__PURE__ */ ofNumbers(op.expm1),
    log1p: /* @__PURE__ */ ofNumbers(op.log1p),
    tanh: /* @__PURE__ */ ofNumbers(op.tanh),
    erf: /* @__PURE__ */ ofNumbers(op.erf),
    sin: /* @__PURE__ */ ofNumbers(op.sin),
    cos: /* @__PURE__ */ ofNumbers(op.cos),
    pow: /* @__PURE__ */ ofNumbers(op.pow),
    "logicalAnd of masks": /* @__PURE__ */ onMasks(op.logicalAnd),
    "logicalOr of masks": /* @__PURE__ */ onMasks(op.logicalOr),
    "logicalXor of masks": /* @__PURE__ */ onMasks((x, y) => applyMask((_, a, b) => v128.xor(a, b), [x, y])),
    "logicalNot of masks": /* @__PURE__ */ onMasks(op.logicalNot),
  },
};
