import * as f32x4 from "../emitter/f32x4.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as v128 from "../emitter/v128.ts";
import type { Value } from "../emitter/value.ts";
import { expInRange } from "./exp.ts";
import { polynomial } from "./polynomial.ts";
import { withSignOf } from "./sign-of.ts";

// minimax for erf(x) / x - 1 in x^2 on |x| <= 1: erf within 2^-29.6 of itself
const NEAR = [
  0.12837916612625122, -0.3761262595653534, 0.1128358468413353, -0.026853807270526886, 0.005188317969441414,
  -0.0008010101155377924, 7.853528950363398e-5,
];
// minimax for log(1 - erf(x)) on 1 <= x <= 4: erf within 2^-29.8
const FAR = [
  -0.00035158012178726494, -1.127048373222351, -0.6382123231887817, -0.10304853320121765, 0.02181045338511467,
  -0.0029408398550003767, 0.00018569461826700717,
];

/** The error function in four lanes. */
export function erf(body: FunctionBody, value: Value<"v128">): Value<"v128"> {
  const x = body.let(value);
  const magnitude = body.let(f32x4.abs(x));
  const square = body.let(f32x4.multiply(x, x));
  const near = f32x4.add(f32x4.multiply(x, polynomial(square, NEAR)), x);
  // from 3.9 on it rounds to 1
  const bounded = body.let(f32x4.pseudoMin(magnitude, f32x4.const(4)));
  const complement = expInRange(body, body.let(polynomial(bounded, FAR)));
  const far = withSignOf(x, f32x4.subtract(f32x4.const(1), complement));
  return v128.select(f32x4.less(magnitude, f32x4.const(1)), near, far);
}
