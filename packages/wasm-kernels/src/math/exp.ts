import * as f32x4 from "../emitter/f32x4.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import * as i32x4 from "../emitter/i32x4.ts";
import type { Local, Value } from "../emitter/value.ts";
import { polynomial } from "./polynomial.ts";

// ln 2 in two parts: the first has 9 bits, so that its product with an exponent is exact
const LN2_HIGH = 355 / 512;
const LN2_LOW = -2.1219444005469057e-4;
// adding it rounds to an integer, which then stands in the last bits
const ROUND = 1.5 * 2 ** 23;
const ROUND_BITS = 0x4b400000;
// minimax for (e^r - 1 - r) / r^2 on |r| <= ln 2 / 2: e^r within 2^-28
const QUOTIENT = [
  0.4999999403953552, 0.1666652113199234, 0.04166838899254799, 0.008368716575205326, 0.001381459878757596,
];

/** x = n ln 2 + r + rest with |r| <= ln 2 / 2: n is an integer, the rest what r lost by rounding. */
export function splitExponent(
  body: FunctionBody,
  x: Value<"v128">,
): { readonly n: Local<"v128">; readonly r: Local<"v128">; readonly rest: Value<"v128"> } {
  const shifted = body.let(f32x4.add(f32x4.multiply(x, f32x4.const(Math.LOG2E)), f32x4.const(ROUND)));
  const rounded = body.let(f32x4.subtract(shifted, f32x4.const(ROUND)));
  const high = body.let(f32x4.subtract(x, f32x4.multiply(rounded, f32x4.const(LN2_HIGH))));
  const low = body.let(f32x4.multiply(rounded, f32x4.const(LN2_LOW)));
  const r = body.let(f32x4.subtract(high, low));
  const rest = f32x4.subtract(f32x4.subtract(high, r), low);
  const n = body.let(i32x4.subtract(shifted, i32x4.const(ROUND_BITS)));
  return { n, r, rest };
}

/** 2^n for integers from -126 to 127, made of its bits. */
export const powerOfTwo = (n: Value<"v128">): Value<"v128"> =>
  i32x4.shiftLeft(i32x4.add(n, i32x4.const(127)), i32.const(23));

/** e^(r + rest) for |r| <= ln 2 / 2. */
const nearZero = (r: Value<"v128">, rest: Value<"v128">): Value<"v128"> => {
  const tail = f32x4.add(f32x4.multiply(f32x4.multiply(r, r), polynomial(r, QUOTIENT)), rest);
  return f32x4.add(f32x4.add(tail, r), f32x4.const(1));
};

/** e^x in four lanes, within 1 ulp in the whole range, subnormal results included. */
export function exp(body: FunctionBody, x: Value<"v128">): Value<"v128"> {
  // NaN passes: a comparison with it is false
  const bounded = f32x4.pseudoMax(f32x4.pseudoMin(x, f32x4.const(89)), f32x4.const(-104));
  const { n, r, rest } = splitExponent(body, body.let(bounded));
  // in two factors: 2^n itself leaves the normal range at both ends
  const half = body.let(i32x4.shiftRight(n, i32.const(1)));
  const scaled = f32x4.multiply(nearZero(r, rest), powerOfTwo(half));
  return f32x4.multiply(scaled, powerOfTwo(i32x4.subtract(n, half)));
}

/** e^x in four lanes for -87 <= x <= 88, where nothing overflows or becomes subnormal. */
export function expInRange(body: FunctionBody, x: Value<"v128">): Value<"v128"> {
  const { n, r, rest } = splitExponent(body, x);
  return f32x4.multiply(nearZero(r, rest), powerOfTwo(n));
}
