import { erf } from "../math/erf.ts";
import { exp, expm1 } from "../math/exp.ts";
import { log, log1p } from "../math/log.ts";
import { pow } from "../math/pow.ts";
import { isFinite, isNaN } from "../math/special-numbers.ts";
import { cosh, sinh, tanh } from "../math/tanh.ts";
import { acos, asin, atan, atan2, cos, sin, tan } from "../math/trigonometric.ts";
import type { Operation } from "./elementwise-source.ts";

const plain =
  (text: (...operands: string[]) => string): Operation =>
  (_, ...operands) =>
    text(...operands);

/** 1 where the condition holds, else 0. */
const flag = (condition: (...operands: string[]) => string): Operation =>
  plain((...operands) => `${condition(...operands)} ? 1.0 : 0.0`);

const rounded: Operation = (writer, x) => {
  const below = writer.let(`Math.floor(${x})`);
  const above = writer.let(`${x} - ${below}`);
  const isEven = `${below} - 2 * Math.floor(${below} * 0.5) === 0`;
  return `${above} < 0.5 || (${above} === 0.5 && ${isEven}) ? ${below} : ${below} + 1`;
};

const remainder: Operation = (writer, x, y) => {
  const rest = writer.let(`${x} - ${y} * Math.floor(${x} / ${y})`);
  // a quotient rounded to the next integer leaves a rest beyond y, or of the wrong sign
  const size = `(${y} < 0 ? -${y} : ${y})`;
  const raised = writer.let(`${rest} !== 0 && (${rest} < 0) !== (${y} < 0) ? ${rest} + ${y} : ${rest}`);
  return `(${raised} < 0 ? -${raised} : ${raised}) >= ${size} ? ${raised} - ${y} : ${raised}`;
};

/** By the name of the primitive. Operands are float32 numbers; a `bool` is 0 or 1. */
export const operations: Readonly<Record<string, Operation>> = {
  negate: plain((x) => `-${x}`),
  add: plain((x, y) => `${x} + ${y}`),
  subtract: plain((x, y) => `${x} - ${y}`),
  multiply: plain((x, y) => `${x} * ${y}`),
  divide: plain((x, y) => `${x} / ${y}`),
  square: plain((x) => `${x} * ${x}`),
  sqrt: plain((x) => `Math.sqrt(${x})`),
  rsqrt: plain((x) => `1 / Math.sqrt(${x})`),
  abs: plain((x) => `${x} < 0 ? -${x} : ${x}`),
  sign: plain((x) => `${x} > 0 ? 1.0 : ${x} < 0 ? -1.0 : ${x}`),
  floor: plain((x) => `Math.floor(${x})`),
  ceil: plain((x) => `Math.ceil(${x})`),
  round: rounded,
  remainder,
  maximum: plain((x, y) => `${x} > ${y} || ${isNaN(x)} ? ${x} : ${y}`),
  minimum: plain((x, y) => `${x} < ${y} || ${isNaN(x)} ? ${x} : ${y}`),
  exp,
  expm1,
  log,
  log1p,
  pow,
  tanh,
  sinh,
  cosh,
  erf,
  sin,
  cos,
  tan,
  asin,
  acos,
  atan,
  atan2,
  equal: flag((x, y) => `${x} === ${y}`),
  // not !==, which a device may find false of NaN
  notEqual: plain((x, y) => `${x} === ${y} ? 0.0 : 1.0`),
  less: flag((x, y) => `${x} < ${y}`),
  lessEqual: flag((x, y) => `${x} <= ${y}`),
  logicalAnd: plain((x, y) => `${x} === 0 || ${y} === 0 ? 0.0 : 1.0`),
  logicalOr: plain((x, y) => `${x} === 0 && ${y} === 0 ? 0.0 : 1.0`),
  logicalXor: flag((x, y) => `(${x} === 0) !== (${y} === 0)`),
  logicalNot: flag((x) => `${x} === 0`),
  isNaN: flag(isNaN),
  isFinite: flag(isFinite),
  where: plain((condition, x, y) => `${condition} === 0 ? ${y} : ${x}`),
  stopGradient: plain((x) => x),
};

/** Fractions are cut towards 0; NaN and infinities become 0. */
const toInteger: Operation = (_, x) => `${isFinite(x)} ? (${x} < 0 ? Math.ceil(${x}) : Math.floor(${x})) : 0.0`;

/** Casts by the type of the result. */
export const casts: Readonly<Record<string, Operation>> = {
  float32: plain((x) => x),
  float64: plain((x) => x),
  int32: toInteger,
  uint8: (writer, x) => {
    const whole = writer.let(toInteger(writer, x));
    return `${whole} - 256 * Math.floor(${whole} / 256)`;
  },
  bool: plain((x) => `${x} === 0 ? 0.0 : 1.0`),
};
