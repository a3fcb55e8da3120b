import * as f32x4 from "../emitter/f32x4.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as v128 from "../emitter/v128.ts";
import type { Value } from "../emitter/value.ts";
import { exp } from "./exp.ts";

/** 1 / (1 + e^-x) in four lanes. */
export function sigmoid(body: FunctionBody, value: Value<"v128">): Value<"v128"> {
  const x = body.let(value);
  // e^-|x| never overflows: below 0 it is e^x / (1 + e^x)
  const power = body.let(exp(body, f32x4.negate(f32x4.abs(x))));
  const one = f32x4.const(1);
  const sum = body.let(f32x4.add(power, one));
  // what the sum lost would be most of an ulp of a small quotient
  const lost = f32x4.subtract(power, f32x4.subtract(sum, one));
  const numerator = v128.select(f32x4.less(x, f32x4.const(0)), power, one);
  const quotient = body.let(f32x4.divide(numerator, sum));
  return f32x4.subtract(quotient, f32x4.multiply(quotient, lost));
}
