import * as f32x4 from "../emitter/f32x4.ts";
import * as v128 from "../emitter/v128.ts";
import type { Binary as BinaryInstruction, Unary as UnaryInstruction } from "../emitter/value.ts";
import { erf as writeErf } from "../math/erf.ts";
import { exp as writeExp } from "../math/exp.ts";
import { expAtMostOne as writeExpAtMostOne } from "../math/exp-at-most-one.ts";
import { expm1 as writeExpm1 } from "../math/expm1.ts";
import { log as writeLog } from "../math/log.ts";
import { log1p as writeLog1p } from "../math/log1p.ts";
import { pow as writePow } from "../math/pow.ts";
import { sigmoid as writeSigmoid } from "../math/sigmoid.ts";
import { cos as writeCos, sin as writeSin } from "../math/sin-cos.ts";
import { tanh as writeTanh } from "../math/tanh.ts";
import {
  type AnyExpression,
  apply,
  applyMask,
  applyToMask,
  type Expression,
  type Mask,
  type Operand,
  simple,
  type WriteLanes,
} from "./expression.ts";

type Unary = (x: Operand) => Expression;
type Binary = (x: Operand, y: Operand) => Expression;
type Comparison = (x: Operand, y: Operand) => Mask;

// operands arrive in the number that the operation takes
const unary =
  (instruction: UnaryInstruction<"v128">): Unary =>
  (x) =>
    simple(apply((_, a) => instruction(a), [x]));
const binary =
  (instruction: BinaryInstruction<"v128">): Binary =>
  (x, y) =>
    simple(apply((_, a, b) => instruction(a, b), [x, y]));
const comparison =
  (instruction: BinaryInstruction<"v128">): Comparison =>
  (x, y) =>
    simple(applyMask((_, a, b) => instruction(a, b), [x, y]));
const costly =
  (write: (...values: Parameters<typeof writeExp>) => ReturnType<WriteLanes>): Unary =>
  (x) =>
    apply((body, a) => write(body, a), [x], true);

// these are known again where they are operands
const writeDifference: WriteLanes = (_, a, b) => f32x4.subtract(a, b);
const writeKept: WriteLanes = (_, mask, a) => v128.and(mask, a);
const writeIsFinite: WriteLanes = (_, a) => f32x4.less(f32x4.abs(a), f32x4.const(Infinity));

export const add: Binary = /* @__PURE__ */ binary(f32x4.add);
export const subtract: Binary = (x, y) => simple(apply(writeDifference, [x, y]));
export const multiply: Binary = /* @__PURE__ */ binary(f32x4.multiply);
export const divide: Binary = /* @__PURE__ */ binary(f32x4.divide);
/** The larger one; NaN where either is. */
export const maximum: Binary = /* @__PURE__ */ binary(f32x4.max);
/** The smaller one; NaN where either is. */
export const minimum: Binary = /* @__PURE__ */ binary(f32x4.min);

export const negate: Unary = /* @__PURE__ */ unary(f32x4.negate);
export const abs: Unary = /* @__PURE__ */ unary(f32x4.abs);
export const sqrt: Unary = /* @__PURE__ */ unary(f32x4.sqrt);
export const floor: Unary = /* @__PURE__ */ unary(f32x4.floor);
export const ceil: Unary = /* @__PURE__ */ unary(f32x4.ceil);
/** The nearest integer, a tie to the even one. */
export const round: Unary = /* @__PURE__ */ unary(f32x4.nearest);
export const square = (x: Operand): Expression => multiply(x, x);
/** 1 / sqrt(x), each rounded. */
export const rsqrt = (x: Operand): Expression => divide(1, sqrt(x));

/** e^x; that of a difference from the largest number of a row, as softmax takes it, by `expAtMostOne`. */
export const exp: Unary = (x) =>
  apply(isFromLargest(x) ? (body, a) => writeExpAtMostOne(body, a) : (body, a) => writeExp(body, a), [x], true);
export const expm1: Unary = /* @__PURE__ */ costly(writeExpm1);
export const log: Unary = /* @__PURE__ */ costly(writeLog);
export const log1p: Unary = /* @__PURE__ */ costly(writeLog1p);
export const tanh: Unary = /* @__PURE__ */ costly(writeTanh);
export const sigmoid: Unary = /* @__PURE__ */ costly(writeSigmoid);
export const erf: Unary = /* @__PURE__ */ costly(writeErf);
export const sin: Unary = /* @__PURE__ */ costly(writeSin);
export const cos: Unary = /* @__PURE__ */ costly(writeCos);
export const pow: Binary = (x, y) => apply((body, a, b) => writePow(body, a, b), [x, y], true);

export const equal: Comparison = /* @__PURE__ */ comparison(f32x4.equal);
export const notEqual: Comparison = /* @__PURE__ */ comparison(f32x4.notEqual);
export const less: Comparison = /* @__PURE__ */ comparison(f32x4.less);
export const lessEqual: Comparison = /* @__PURE__ */ comparison(f32x4.lessEqual);
export const greater: Comparison = /* @__PURE__ */ comparison(f32x4.greater);
export const greaterEqual: Comparison = /* @__PURE__ */ comparison(f32x4.greaterEqual);
export const isFinite = (x: Operand): Mask => simple(applyMask(writeIsFinite, [x]));

export const logicalAnd = (x: Mask, y: Mask): Mask => simple(applyMask((_, a, b) => v128.and(a, b), [x, y]));
export const logicalOr = (x: Mask, y: Mask): Mask => simple(applyMask((_, a, b) => v128.or(a, b), [x, y]));
export const logicalNot = (x: Mask): Mask => simple(applyMask((_, a) => v128.not(a), [x]));

/** `yes` where the condition holds, `no` elsewhere. Both are computed. */
export function where(condition: Mask, yes: Operand, no: Operand): Expression {
  // a selection is three instructions, or one where a side has no bits
  if (isZero(no)) return simple(applyToMask(writeKept, condition, yes));
  if (isZero(yes)) return simple(applyToMask((_, mask, b) => v128.andNot(b, mask), condition, no));
  return simple(applyToMask((_, mask, a, b) => v128.select(mask, a, b), condition, yes, no));
}

const isZero = (operand: Operand): boolean =>
  Object.is(typeof operand === "object" && operand.kind === "constant" ? operand.value : operand, 0);

/** 1 where the condition holds, 0 elsewhere. */
export const toNumber = (condition: Mask): Expression =>
  simple(applyToMask((_, mask) => v128.and(mask, f32x4.const(1)), condition));

/** x - max(x) of a row, also where 0 takes the place of a largest number that is not finite. */
function isFromLargest(difference: Operand): boolean {
  if (typeof difference === "number" || difference.kind !== "apply" || difference.write !== writeDifference)
    return false;
  const [x, shift] = difference.operands;
  const largest = shift?.kind === "apply" && shift.write === writeKept ? finiteOnly(shift.operands) : shift;
  return largest?.kind === "reduce" && largest.combine === "max" && isSame(largest.operand, x!);
}

const isSame = (a: AnyExpression, b: AnyExpression): boolean =>
  a === b || (a.kind === "input" && b.kind === "input" && a.index === b.index);

const finiteOnly = ([mask, kept]: readonly AnyExpression[]): AnyExpression | undefined =>
  mask?.kind === "apply" && mask.write === writeIsFinite && mask.operands[0] === kept ? kept : undefined;
