import * as f32x4 from "../emitter/f32x4.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as v128 from "../emitter/v128.ts";
import type { Value } from "../emitter/value.ts";
import { erf } from "../math/erf.ts";
import { exp } from "../math/exp.ts";
import { expm1 } from "../math/expm1.ts";
import { log } from "../math/log.ts";
import { log1p } from "../math/log1p.ts";
import { pow } from "../math/pow.ts";
import { cos, sin } from "../math/sin-cos.ts";
import { tanh } from "../math/tanh.ts";

type Lanes = Value<"v128">;

/** An elementwise operation on four lanes. A `bool` is a mask: all bits of its lane, or none. */
export type LaneOperation = (body: FunctionBody, ...inputs: Lanes[]) => Lanes;

const plain =
  (f: (...inputs: Lanes[]) => Lanes): LaneOperation =>
  (_, ...inputs) =>
    f(...inputs);

const one = f32x4.const(1);

/** By the name of the primitive; what is not here runs on the host. */
export const laneOperations: Readonly<Record<string, LaneOperation>> = {
  negate: plain((x) => f32x4.negate(x)),
  add: plain((x, y) => f32x4.add(x, y)),
  subtract: plain((x, y) => f32x4.subtract(x, y)),
  multiply: plain((x, y) => f32x4.multiply(x, y)),
  divide: plain((x, y) => f32x4.divide(x, y)),
  square: (body, x) => {
    const known = body.let(x);
    return f32x4.multiply(known, known);
  },
  sqrt: plain((x) => f32x4.sqrt(x)),
  rsqrt: plain((x) => f32x4.divide(one, f32x4.sqrt(x))),
  abs: plain((x) => f32x4.abs(x)),
  floor: plain((x) => f32x4.floor(x)),
  ceil: plain((x) => f32x4.ceil(x)),
  round: plain((x) => f32x4.nearest(x)),
  maximum: plain((x, y) => f32x4.max(x, y)),
  minimum: plain((x, y) => f32x4.min(x, y)),
  exp: (body, x) => exp(body, x),
  expm1: (body, x) => expm1(body, x),
  log: (body, x) => log(body, x),
  log1p: (body, x) => log1p(body, x),
  tanh: (body, x) => tanh(body, x),
  erf: (body, x) => erf(body, x),
  sin: (body, x) => sin(body, x),
  cos: (body, x) => cos(body, x),
  pow: (body, x, y) => pow(body, x, y),
  equal: plain((x, y) => f32x4.equal(x, y)),
  notEqual: plain((x, y) => f32x4.notEqual(x, y)),
  less: plain((x, y) => f32x4.less(x, y)),
  lessEqual: plain((x, y) => f32x4.lessEqual(x, y)),
  greater: plain((x, y) => f32x4.greater(x, y)),
  greaterEqual: plain((x, y) => f32x4.greaterEqual(x, y)),
  isNaN: (body, x) => {
    const known = body.let(x);
    return f32x4.notEqual(known, known);
  },
  isFinite: plain((x) => f32x4.less(f32x4.abs(x), f32x4.const(Infinity))),
  where: plain((condition, x, y) => v128.select(condition, x, y)),
};

/** The same for operations on masks, where they are others. */
export const maskOperations: Readonly<Record<string, LaneOperation>> = {
  logicalAnd: plain((x, y) => v128.and(x, y)),
  logicalOr: plain((x, y) => v128.or(x, y)),
  logicalXor: plain((x, y) => v128.xor(x, y)),
  logicalNot: plain((x) => v128.not(x)),
};

/** 1 where the mask is set, else 0. */
export const numberOfMask = (mask: Lanes): Lanes => v128.and(mask, one);
/** Set where the number is not 0. */
export const maskOfNumber = (x: Lanes): Lanes => f32x4.notEqual(x, f32x4.const(0));
