import type { DType } from "@adjoint/tensor";
import * as f32x4 from "../emitter/f32x4.ts";
import * as f64x2 from "../emitter/f64x2.ts";
import * as i32x4 from "../emitter/i32x4.ts";
import type { Value } from "../emitter/value.ts";

/** A vector full of one value of a type. */
export function lanesOf(dtype: DType, value: number): Value<"v128"> {
  if (dtype === "float32") return f32x4.const(value);
  if (dtype === "float64") return f64x2.const(value);
  if (dtype === "int32") return i32x4.const(value);
  const byte = value & 0xff;
  return i32x4.const(byte | (byte << 8) | (byte << 16) | (byte << 24));
}
