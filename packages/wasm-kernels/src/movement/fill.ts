import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import * as v128 from "../emitter/v128.ts";
import type { Local, Value } from "../emitter/value.ts";

/** Writes the same vector to so many bytes from a place on, the last time as far as they go. */
export function fill(body: FunctionBody, lanes: Local<"v128">, place: Value<"i32">, bytes: number): void {
  const at = body.let(place);
  const rest = bytes % 16;
  const wholeEnd = body.let(i32.add(at, i32.const(bytes - rest)));
  body.while(i32.lessUnsigned(at, wholeEnd), () => {
    body.do(v128.store(at, lanes));
    body.set(at, i32.add(at, i32.const(16)));
  });
  let done = 0;
  for (; done + 4 <= rest; done += 4) body.do(v128.store32Lane(at, lanes, done / 4, done));
  for (; done < rest; done++) body.do(v128.store8Lane(at, lanes, done, done));
}
