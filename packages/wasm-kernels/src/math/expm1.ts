import * as f32x4 from "../emitter/f32x4.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32x4 from "../emitter/i32x4.ts";
import * as v128 from "../emitter/v128.ts";
import type { Value } from "../emitter/value.ts";
import { exponentOf, powerOfRest, powerOfTwo, reduce } from "./exp.ts";

// minimax for (e^r - 1 - r) / r^2 on |r| <= ln 2 / 2: e^r - 1 within 2^-32 of itself
const QUOTIENT = [
  0.5, 0.1666666567325592, 0.041666362434625626, 0.008333389647305012, 0.0013940627686679363, 0.00019845878705382347,
];

/** e^x - 1 in four lanes, exact to the last digits near 0. */
export function expm1(body: FunctionBody, value: Value<"v128">): Value<"v128"> {
  const x = body.let(value);
  const bounded = f32x4.pseudoMax(f32x4.pseudoMin(x, f32x4.const(89)), f32x4.const(-26));
  const reduced = reduce(body, body.let(bounded));
  const near = powerOfRest(reduced, QUOTIENT);
  // e^x - 1 = 2 (2^(n-1) (e^r - 1) + (2^(n-1) - 1/2)): 2^128 is out of range
  const half = body.let(powerOfTwo(i32x4.subtract(exponentOf(reduced), i32x4.const(1))));
  const sum = body.let(f32x4.add(f32x4.multiply(near, half), f32x4.subtract(half, f32x4.const(0.5))));
  const isTiny = f32x4.less(f32x4.abs(x), f32x4.const(2 ** -25));
  return v128.select(isTiny, x, f32x4.add(sum, sum));
}
