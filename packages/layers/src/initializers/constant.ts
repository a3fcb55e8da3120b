import { full } from "@adjoint/tensor";
import type { Initializer } from "./initializer.ts";

/** The same number everywhere (default 0), as biases start. @example constant(1)(randomKey(0), [128]) */
export const constant =
  (value = 0): Initializer =>
  (_key, shape) =>
    full(shape, value);
