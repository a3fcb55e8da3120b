import * as f32x4 from "../emitter/f32x4.ts";
import * as v128 from "../emitter/v128.ts";
import type { Value } from "../emitter/value.ts";

/** The sign bits alone. */
export const signOf = (x: Value<"v128">): Value<"v128"> => v128.and(x, f32x4.const(-0));

/** A value that is not negative or has the sign of x already, with the sign of x. */
export const withSignOf = (x: Value<"v128">, magnitude: Value<"v128">): Value<"v128"> => v128.or(magnitude, signOf(x));
