import type { DType } from "@adjoint/tensor";
import * as f32 from "../emitter/f32.ts";
import * as f64 from "../emitter/f64.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import type { Value } from "../emitter/value.ts";

/** An element of any type as a double, which holds each of them exactly. */
export function readNumber(dtype: DType, address: Value<"i32">): Value<"f64"> {
  if (dtype === "float64") return f64.load(address);
  if (dtype === "float32") return f64.fromF32(f32.load(address));
  return f64.fromI32(dtype === "int32" ? i32.load(address) : i32.load8Unsigned(address));
}

/**
 * Writes a double as an element of any type, as typed arrays do: integers are cut towards zero and wrap around, NaN and
 * infinities are 0. `bool`: 1 for all but 0.
 */
export function writeNumber(body: FunctionBody, dtype: DType, address: Value<"i32">, number: Value<"f64">): void {
  if (dtype === "float64") return body.do(f64.store(address, number));
  if (dtype === "float32") return body.do(f32.store(address, f32.fromF64(number)));
  if (dtype === "bool") return body.do(i32.store8(address, f64.notEqual(number, f64.const(0))));
  const whole = body.let(f64.trunc(number));
  const turns = f64.floor(f64.multiply(whole, f64.const(2 ** -32)));
  const wrapped = i32.truncateF64Unsigned(f64.subtract(whole, f64.multiply(turns, f64.const(2 ** 32))));
  body.do(dtype === "int32" ? i32.store(address, wrapped) : i32.store8(address, wrapped));
}
