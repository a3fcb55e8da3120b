import * as f32x4 from "../emitter/f32x4.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import * as i32x4 from "../emitter/i32x4.ts";
import type { Value } from "../emitter/value.ts";
import { LN2_HIGH, LN2_LOW } from "./exp.ts";
import { polynomial } from "./polynomial.ts";

// powers of two are made so many doublings larger, where none is subnormal, and the other factor as much smaller
const RAISED = 24;
// adding it rounds to an integer, which then stands in the last bits as the exponent of the power
const ROUND = 1.5 * 2 ** 23 + 127 + RAISED;
// minimax for e^r on |r| <= ln 2 / 2: within 2^-23.2 of itself
const POWER = [1, 1, 0.499992311000824, 0.16667111217975616, 0.04189017787575722, 0.008312825113534927];

/** e^x in four lanes for x <= 0, in two thirds of the instructions of `exp`, within 2.5 ulp. From 72 up it is Infinity. */
export function expAtMostOne(body: FunctionBody, value: Value<"v128">): Value<"v128"> {
  // as exponents the bounds are those of Infinity and of 0; NaN passes, since a comparison with it is false
  const below = f32x4.pseudoMin(value, f32x4.const((128 - RAISED) * Math.LN2));
  const x = body.let(f32x4.pseudoMax(below, f32x4.const((-127 - RAISED) * Math.LN2)));
  const shifted = body.let(f32x4.add(f32x4.multiply(x, f32x4.const(Math.LOG2E)), f32x4.const(ROUND)));
  const rounded = body.let(f32x4.subtract(shifted, f32x4.const(ROUND)));
  const high = f32x4.subtract(x, f32x4.multiply(rounded, f32x4.const(LN2_HIGH)));
  const r = body.let(f32x4.subtract(high, f32x4.multiply(rounded, f32x4.const(LN2_LOW))));
  const lowered = POWER.map((coefficient) => coefficient * 2 ** -RAISED);
  return f32x4.multiply(polynomial(r, lowered), i32x4.shiftLeft(shifted, i32.const(23)));
}
