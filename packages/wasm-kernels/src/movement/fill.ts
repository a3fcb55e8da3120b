import type { DType } from "@adjoint/tensor";
import * as f32x4 from "../emitter/f32x4.ts";
import * as f64x2 from "../emitter/f64x2.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import * as i32x4 from "../emitter/i32x4.ts";
import * as v128 from "../emitter/v128.ts";
import type { Value } from "../emitter/value.ts";
import { elementBytes } from "./element-bytes.ts";

/** Writes one value to `count` elements that follow each other. */
export function fill(body: FunctionBody, dtype: DType, place: Value<"i32">, count: number, value: number): void {
  const bytes = elementBytes[dtype];
  const length = count * bytes;
  const lanes = body.let(lanesOf(dtype, value));
  const at = body.let(place);
  const wholeEnd = body.let(i32.add(at, i32.const(length - (length % 16))));
  body.while(i32.lessUnsigned(at, wholeEnd), () => {
    body.do(v128.store(at, lanes));
    body.set(at, i32.add(at, i32.const(16)));
  });
  // a multiple of 4 bytes first, in which all types repeat, but for double precision: its two words
  for (let done = 0; done < length % 16; )
    if (length % 16 >= done + 4) {
      body.do(v128.store32Lane(at, lanes, (done / 4) % 4, done));
      done += 4;
    } else body.do(v128.store8Lane(at, lanes, done, done++));
}

function lanesOf(dtype: DType, value: number): Value<"v128"> {
  if (dtype === "float32") return f32x4.const(value);
  if (dtype === "float64") return f64x2.const(value);
  if (dtype === "int32") return i32x4.const(value);
  const byte = value & 0xff;
  return i32x4.const(byte | (byte << 8) | (byte << 16) | (byte << 24));
}
