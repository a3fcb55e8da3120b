import type { Tensor } from "@adjoint/tensor";

/** The number of a constant that is stored once and seen everywhere; undefined for all others. */
export function uniformNumber(constant: Tensor | undefined): number | undefined {
  const view = constant?.view;
  if (!constant || !view || constant.size === 0) return undefined;
  const isUniform = constant.shape.every((n, i) => n === 1 || view.strides[i] === 0);
  return isUniform ? view.buffer[view.offset] : undefined;
}
