import * as f32x4 from "../emitter/f32x4.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as v128 from "../emitter/v128.ts";
import type { Value } from "../emitter/value.ts";
import { expInRange } from "./exp.ts";
import { polynomial } from "./polynomial.ts";
import { withSignOf } from "./sign-of.ts";

// minimax for (tanh(x) / x - 1) / x^2 in x^2 on |x| <= 0.625: tanh within 2^-27.8 of itself
const QUOTIENT = [
  -0.3333328068256378, 0.13331441581249237, -0.05373965576291084, 0.020638883113861084, -0.005704748909920454,
];

/** The hyperbolic tangent in four lanes. */
export function tanh(body: FunctionBody, value: Value<"v128">): Value<"v128"> {
  const x = body.let(value);
  const magnitude = body.let(f32x4.abs(x));
  const square = body.let(f32x4.multiply(x, x));
  const near = f32x4.add(f32x4.multiply(f32x4.multiply(square, x), polynomial(square, QUOTIENT)), x);
  // 1 - 2 / (e^2|x| + 1); from 9.1 on it rounds to 1
  const bounded = body.let(f32x4.pseudoMin(magnitude, f32x4.const(10)));
  const power = expInRange(body, body.let(f32x4.add(bounded, bounded)));
  const rest = f32x4.divide(f32x4.const(2), f32x4.add(power, f32x4.const(1)));
  const far = f32x4.subtract(f32x4.const(1), rest);
  // near 0 for the sign of -0, which the sum loses
  return withSignOf(x, v128.select(f32x4.less(magnitude, f32x4.const(0.625)), near, far));
}
