import { checkTensor } from "./check-tensor.ts";
import { full } from "./creation/full.ts";
import type { Operand } from "./align.ts";
import type { Tensor } from "./tensor.ts";

/** A number as a `float32` scalar, a tensor as it is. @throws TypeError for anything else. */
export function asTensor(x: Operand): Tensor {
  if (typeof x === "number") return full([], x);
  checkTensor("asTensor", x);
  return x;
}
