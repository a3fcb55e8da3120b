import type { Tensor } from "@adjoint/tensor";

/** The axes within the weights of one unit, as a function of a leaf. */
export type UnitAxes = (path: string, param: Tensor) => readonly number[];

/**
 * Of a matrix [inputs, outputs] the first; of more axes, as in [outputs, inputs, ...window], all but the first; of a
 * vector or a scalar all.
 */
export const defaultUnitAxes: UnitAxes = (_, { rank }) => {
  const axes = Array.from({ length: rank }, (__, axis) => axis);
  if (rank < 2) return axes;
  return rank === 2 ? [0] : axes.slice(1);
};
