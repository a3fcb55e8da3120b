import * as f32x4 from "../emitter/f32x4.ts";
import * as f64x2 from "../emitter/f64x2.ts";
import type { Value } from "../emitter/value.ts";

/** The sum of coefficients[i] x^i by Horner's rule, in four lanes of float32. */
export const polynomial = (x: Value<"v128">, coefficients: readonly number[]): Value<"v128"> =>
  coefficients
    .map((coefficient) => f32x4.const(coefficient))
    .reduceRight((value, coefficient) => f32x4.add(f32x4.multiply(value, x), coefficient));

/** The sum of coefficients[i] x^i by Horner's rule, in two lanes of float64. */
export const polynomial64 = (x: Value<"v128">, coefficients: readonly number[]): Value<"v128"> =>
  coefficients
    .map((coefficient) => f64x2.const(coefficient))
    .reduceRight((value, coefficient) => f64x2.add(f64x2.multiply(value, x), coefficient));
