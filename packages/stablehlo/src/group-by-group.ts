import type { Expansion, OperationInUse } from "@adjoint/compile";
import { concat, slice } from "@adjoint/tensor";
import { type ConvolutionAxis, convolve } from "@adjoint/tensor/primitives/convolution";

/**
 * Groups in double precision: XLA stops at some of them on the CPU (seen with jaxlib 0.11.2: two groups of an input with
 * zeros between its elements).
 */
export const isGroupedInDouble = ({ name, inputs: [x] }: OperationInUse): boolean =>
  name === "convolution" && x?.dtype === "float64" && x.shape[0]! > 1;

/** A convolution for each group, one behind the other. */
export const groupByGroup: Expansion = ([x, weights], attributes) => {
  const { axes } = attributes as { axes: readonly ConvolutionAxis[] };
  const groups = Array.from({ length: x!.shape[0]! }, (_, i) => [i, i + 1] as const);
  return [concat(groups.map((group) => convolve(slice(x!, [group]), slice(weights!, [group]), axes)))];
};
