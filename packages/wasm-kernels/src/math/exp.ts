import * as f32x4 from "../emitter/f32x4.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import * as i32x4 from "../emitter/i32x4.ts";
import type { Local, Value } from "../emitter/value.ts";
import { polynomial } from "./polynomial.ts";

// ln 2 in two parts: the first has 9 bits, so that its product with an exponent is exact
export const LN2_HIGH: number = 355 / 512;
export const LN2_LOW: number = -2.1219444e-4;
// adding it rounds to an integer, which then stands in the last bits with twice the bias of exponents added
const ROUND = 1.5 * 2 ** 23 + 254;
const ROUND_BITS = 0x4b4000fe;
// minimax for (e^r - 1 - r) / r^2 on |r| <= ln 2 / 2: e^r within 2^-28
const QUOTIENT = [0.49999994, 0.16666521, 0.04166839, 0.008368717, 0.0013814599];

/** What is left of a number when its multiple of ln 2 is taken out. */
export interface Reduced {
  /** The multiple, in the last bits. */
  readonly shifted: Local<"v128">;
  /** The rest is high - low to the last digits; r is that rounded, at most ln 2 / 2 in magnitude. */
  readonly high: Local<"v128">;
  readonly low: Local<"v128">;
  readonly r: Local<"v128">;
}

/** x = n ln 2 + high - low for an integer n. */
export function reduce(body: FunctionBody, x: Local<"v128">): Reduced {
  const shifted = body.let(f32x4.add(f32x4.multiply(x, f32x4.const(Math.LOG2E)), f32x4.const(ROUND)));
  const rounded = body.let(f32x4.subtract(shifted, f32x4.const(ROUND)));
  const high = body.let(f32x4.subtract(x, f32x4.multiply(rounded, f32x4.const(LN2_HIGH))));
  const low = body.let(f32x4.multiply(rounded, f32x4.const(LN2_LOW)));
  return { shifted, high, low, r: body.let(f32x4.subtract(high, low)) };
}

/** The integer n. */
export const exponentOf = ({ shifted }: Reduced): Value<"v128"> => i32x4.subtract(shifted, i32x4.const(ROUND_BITS));

/** 2^n for integers from -126 to 127, made of its bits. */
export const powerOfTwo = (n: Value<"v128">): Value<"v128"> =>
  i32x4.shiftLeft(i32x4.add(n, i32x4.const(127)), i32.const(23));

/** e^(high - low) - 1, from the coefficients of (e^r - 1 - r) / r^2. */
export const powerOfRest = ({ high, low, r }: Reduced, quotient: readonly number[]): Value<"v128"> =>
  f32x4.add(f32x4.subtract(f32x4.multiply(f32x4.multiply(r, r), polynomial(r, quotient)), low), high);

const mantissaOf = (reduced: Reduced): Value<"v128"> => f32x4.add(powerOfRest(reduced, QUOTIENT), f32x4.const(1));

/** e^x in four lanes for |x| <= 87, where nothing overflows or becomes subnormal. */
export function expInRange(body: FunctionBody, x: Local<"v128">): Value<"v128"> {
  const reduced = reduce(body, x);
  // the shift leaves nothing but the exponent of what was shifted; a product, not a sum of bits, keeps NaN
  const power = i32x4.subtract(i32x4.shiftLeft(reduced.shifted, i32.const(23)), f32x4.const(1));
  return f32x4.multiply(mantissaOf(reduced), power);
}

/** e^x in four lanes, within 1 ulp in the whole range, subnormal results included. */
export function exp(body: FunctionBody, value: Value<"v128">): Value<"v128"> {
  // NaN passes: a comparison with it is false
  const bounded = f32x4.pseudoMax(f32x4.pseudoMin(value, f32x4.const(89)), f32x4.const(-104));
  const reduced = reduce(body, body.let(bounded));
  // in two factors: 2^n itself leaves the normal range at both ends; a question would take longer than the second one
  const half = body.let(i32x4.shiftLeft(i32x4.shiftRight(reduced.shifted, i32.const(1)), i32.const(23)));
  const rest = body.let(i32x4.subtract(i32x4.shiftLeft(reduced.shifted, i32.const(23)), half));
  return f32x4.multiply(f32x4.multiply(mantissaOf(reduced), half), rest);
}
