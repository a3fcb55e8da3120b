import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import type { Local, Value } from "../emitter/value.ts";

/** How indices are read. */
export interface Indices {
  readonly dtype: "int32" | "uint8";
  /** They go to `size - 1`, those below 0 count from the end. */
  readonly size: number;
  /** Writes what is done about an index that is out of range, which is taken as 0; undefined: all are known to be inside. */
  readonly complain?: ((body: FunctionBody, index: Local<"i32">) => void) | undefined;
}

/** The place that an index in memory, at an address and an offset, means: counted from the front. */
export function placeOf(
  body: FunctionBody,
  { dtype, size, complain }: Indices,
  address: Value<"i32">,
  offset = 0,
): Local<"i32"> {
  const index = body.let(dtype === "int32" ? i32.load(address, offset) : i32.load8Unsigned(address, offset));
  if (!complain) return index;
  const fromEnd = i32.add(index, i32.const(size));
  const place = body.let(i32.select(i32.less(index, i32.const(0)), fromEnd, index));
  body.if(i32.greaterEqualUnsigned(place, i32.const(size)), () => {
    complain(body, index);
    body.set(place, i32.const(0));
  });
  return place;
}
