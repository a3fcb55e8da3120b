import { loopsOver } from "./loops-over.ts";
import type { Operand } from "./operand-of.ts";

/** Loops over all axes but the last ones of operands that have the same others. */
export function rowLoops(operands: readonly Operand[], last = 1): ReturnType<typeof loopsOver> {
  const shape = operands[0]!.shape.slice(0, -last); // there is one
  return loopsOver(
    shape,
    operands.map(({ strides }) => strides.slice(0, shape.length)),
  );
}
