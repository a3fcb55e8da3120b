import type { Shape } from "@adjoint/tensor";
import { collapseAxes } from "../loops/collapse-axes.ts";

/** Loops over a shape, of arrays with such strides in bytes: the fewest that there can be, at least one. */
export const loopsOver = (
  shape: Shape,
  strides: readonly Shape[],
): { readonly length: number; readonly steps: readonly number[] }[] =>
  collapseAxes(shape, strides, false).map((axis) => ({ length: axis.size, steps: axis.strides }));
