import * as f32x4 from "../emitter/f32x4.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import * as i32x4 from "../emitter/i32x4.ts";
import * as v128 from "../emitter/v128.ts";
import type { Local, Value } from "../emitter/value.ts";
import { LN2_HIGH, LN2_LOW } from "./exp.ts";
import { polynomial } from "./polynomial.ts";

const SQRT_HALF_BITS = 0x3f3504f3;
// minimax for (log(1 + f) - f + f^2 / 2) / f^3 on sqrt(1/2) <= 1 + f < sqrt(2): log within 2^-30 of itself
const QUOTIENT = [
  0.33333313, -0.2500001, 0.2000212, -0.16667996, 0.1421952, -0.12405544, 0.11888378, -0.11676052, 0.06746637,
];

/** x = 2^k m with m between the square roots of 1/2 and 2, for positive normal x; k is an integer. */
export function splitMantissa(
  body: FunctionBody,
  x: Value<"v128">,
): { readonly k: Local<"v128">; readonly m: Local<"v128"> } {
  const bits = body.let(x);
  const k = body.let(i32x4.shiftRight(i32x4.subtract(bits, i32x4.const(SQRT_HALF_BITS)), i32.const(23)));
  return { k, m: body.let(i32x4.subtract(bits, i32x4.shiftLeft(k, i32.const(23)))) };
}

/** Subnormal numbers times 2^25, others as they are, and 25 where that was done. */
export function liftSubnormal(
  body: FunctionBody,
  x: Local<"v128">,
): { readonly lifted: Local<"v128">; readonly by: Value<"v128"> } {
  const isSmall = body.let(f32x4.less(x, f32x4.const(2 ** -126)));
  const lifted = body.let(v128.select(isSmall, f32x4.multiply(x, f32x4.const(2 ** 25)), x));
  return { lifted, by: v128.and(isSmall, i32x4.const(25)) };
}

/** log(2^k m) + extra, for a small extra. */
export function logOfParts(
  body: FunctionBody,
  k: Value<"v128">,
  m: Value<"v128">,
  extra?: Value<"v128">,
): Value<"v128"> {
  const exponent = body.let(f32x4.fromI32x4(k));
  const f = body.let(f32x4.subtract(m, f32x4.const(1)));
  const square = body.let(f32x4.multiply(f, f));
  const low = f32x4.multiply(exponent, f32x4.const(LN2_LOW));
  const small = f32x4.add(
    f32x4.multiply(f32x4.multiply(square, f), polynomial(f, QUOTIENT)),
    extra ? f32x4.add(low, extra) : low,
  );
  // the small parts first
  const tail = f32x4.subtract(small, f32x4.multiply(square, f32x4.const(0.5)));
  return f32x4.add(f32x4.add(f, tail), f32x4.multiply(exponent, f32x4.const(LN2_HIGH)));
}

/** The result for positive finite x; -Infinity at 0, NaN below, x itself for Infinity and NaN. */
export const withPoles = (x: Value<"v128">, result: Value<"v128">): Value<"v128"> =>
  v128.select(
    f32x4.lessEqual(x, f32x4.const(0)),
    v128.select(f32x4.equal(x, f32x4.const(0)), f32x4.const(-Infinity), f32x4.const(NaN)),
    v128.select(f32x4.less(x, f32x4.const(Infinity)), result, x),
  );

/** The natural logarithm in four lanes, within 1 ulp, subnormal numbers included. */
export function log(body: FunctionBody, value: Value<"v128">): Value<"v128"> {
  const x = body.let(value);
  const { lifted, by } = liftSubnormal(body, x);
  const { k, m } = splitMantissa(body, lifted);
  return withPoles(x, logOfParts(body, i32x4.subtract(k, by), m));
}
