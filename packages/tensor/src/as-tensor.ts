import { full } from "./creation/full.ts";
import type { Operand } from "./elementwise.ts";
import type { Tensor } from "./tensor.ts";

/** A number as a `float32` scalar, a tensor as it is. */
export const asTensor = (x: Operand): Tensor => (typeof x === "number" ? full([], x) : x);
