import * as i32 from "./i32.ts";
import type { Value } from "./value.ts";

/** The smaller of an integer, which is computed twice, and a limit. */
export const atMost = (value: Value<"i32">, limit: number): Value<"i32"> =>
  i32.select(i32.less(value, i32.const(limit)), value, i32.const(limit));
