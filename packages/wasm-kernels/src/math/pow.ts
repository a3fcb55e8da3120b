import * as f32x4 from "../emitter/f32x4.ts";
import * as f64x2 from "../emitter/f64x2.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import * as i32x4 from "../emitter/i32x4.ts";
import * as v128 from "../emitter/v128.ts";
import type { Local, Value } from "../emitter/value.ts";
import { liftSubnormal, splitMantissa } from "./log.ts";
import { polynomial64 } from "./polynomial.ts";
import { signOf } from "./sign-of.ts";

// minimax for (atanh(s) / s - 1) / s^2 in s^2 on |s| <= (sqrt(2) - 1) / (sqrt(2) + 1): within 2^-44
const ATANH = [0.3333333333790233, 0.19999997810359824, 0.14286054632394052, 0.11088092323060744, 0.09792102565383383];
// minimax for (2^f - 1) / f on |f| <= 1/2: 2^f within 2^-34
const POWER = [
  0.6931471807047636, 0.24022651067003006, 0.05550410365391242, 0.009618038059637981, 0.0013333935357116543,
  0.00015466781518921804, 1.519613383208114e-5,
];
// adding it rounds a double to an integer n and leaves n + 1023, the exponent field of 2^n, in the last bits
const ROUND = 1.5 * 2 ** 52 + 1023;

/** (2^k m)^y in double precision for two lanes, rounded into the first two of four. */
function powerOfPair(body: FunctionBody, k: Value<"v128">, m: Value<"v128">, y: Value<"v128">): Value<"v128"> {
  const mantissa = body.let(f64x2.promoteF32x4(m));
  const one = f64x2.const(1);
  const s = body.let(f64x2.divide(f64x2.subtract(mantissa, one), f64x2.add(mantissa, one)));
  const square = body.let(f64x2.multiply(s, s));
  // log2 m = 2 atanh(s) / ln 2
  const atanh = f64x2.add(f64x2.multiply(f64x2.multiply(square, polynomial64(square, ATANH)), s), s);
  const log2 = f64x2.add(f64x2.multiply(atanh, f64x2.const(2 * Math.LOG2E)), f64x2.promoteF32x4(k));
  const exponent = f64x2.multiply(log2, f64x2.promoteF32x4(y));
  const t = body.let(f64x2.pseudoMax(f64x2.pseudoMin(exponent, f64x2.const(160)), f64x2.const(-160)));
  const shifted = body.let(f64x2.add(t, f64x2.const(ROUND)));
  const f = body.let(f64x2.subtract(t, f64x2.subtract(shifted, f64x2.const(ROUND))));
  const mantissaOfResult = f64x2.add(f64x2.multiply(f, polynomial64(f, POWER)), one);
  return f32x4.demoteF64x2(f64x2.multiply(mantissaOfResult, f64x2.shiftLeft64(shifted, i32.const(52))));
}

const highPair = (x: Value<"v128">): Value<"v128"> => v128.shuffle32(x, x, [2, 3, 2, 3]);

/** |x|^y, where the logarithm or the product is not finite too. */
function powerOfMagnitude(body: FunctionBody, magnitude: Local<"v128">, y: Local<"v128">): Value<"v128"> {
  const { lifted, by } = liftSubnormal(body, magnitude);
  const { k, m } = splitMantissa(body, lifted);
  const finite = f32x4.fromI32x4(i32x4.subtract(k, by));
  // log2 of 0 is -Infinity, of Infinity Infinity, of NaN NaN: k carries it
  const positive = v128.select(f32x4.less(magnitude, f32x4.const(Infinity)), finite, magnitude);
  const exponent = body.let(v128.select(f32x4.equal(magnitude, f32x4.const(0)), f32x4.const(-Infinity), positive));
  const low = powerOfPair(body, exponent, m, y);
  const high = powerOfPair(body, highPair(exponent), highPair(m), highPair(y));
  return v128.shuffle32(low, high, [0, 1, 4, 5]);
}

/**
 * x^y in four lanes, computed in double precision, with the special cases of IEEE 754-2019, section 9.2.1: x^0 and 1^y
 * are 1, even for NaN; (-1)^(+-Infinity) is 1; a negative x to a fractional power is NaN.
 */
export function pow(body: FunctionBody, base: Value<"v128">, exponent: Value<"v128">): Value<"v128"> {
  const [x, y] = [body.let(base), body.let(exponent)];
  const magnitude = body.let(f32x4.abs(x));
  const power = body.let(powerOfMagnitude(body, magnitude, y));
  const half = body.let(f32x4.multiply(y, f32x4.const(0.5)));
  const isInteger = body.let(f32x4.equal(y, f32x4.trunc(y)));
  const isOdd = v128.and(isInteger, f32x4.notEqual(half, f32x4.trunc(half)));
  const signed = v128.or(power, v128.and(isOdd, signOf(x)));
  const isFiniteNegative = v128.and(f32x4.less(x, f32x4.const(0)), f32x4.less(magnitude, f32x4.const(Infinity)));
  const real = v128.select(v128.andNot(isFiniteNegative, isInteger), f32x4.const(NaN), signed);
  const one = f32x4.const(1);
  const endlessOne = v128.and(f32x4.equal(magnitude, one), f32x4.equal(f32x4.abs(y), f32x4.const(Infinity)));
  const isOne = v128.or(v128.or(f32x4.equal(y, f32x4.const(0)), f32x4.equal(x, one)), endlessOne);
  return v128.select(isOne, one, real);
}
