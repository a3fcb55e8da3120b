import { collapseAxes } from "../loops/collapse-axes.ts";
import type { Operand } from "./operand-of.ts";

/** Loops over all axes but the last ones of operands that have the same others: the fewest that there can be, at least one. */
export const rowLoops = (
  operands: readonly Operand[],
  last = 1,
): { readonly length: number; readonly steps: readonly number[] }[] => {
  const [{ shape }] = operands as [Operand];
  const strides = operands.map((operand) => operand.strides.slice(0, shape.length - last));
  return collapseAxes(shape.slice(0, -last), strides, false).map((axis) => ({
    length: axis.size,
    steps: axis.strides,
  }));
};
