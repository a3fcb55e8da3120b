import { type Tensor, tensor } from "@adjoint/tensor";

/** The values of a tensor, with 0 for -0. */
export const numbersOf = (t: Tensor): number[] => Array.from(t.dataSync(), (x) => x + 0);

type Values = number | readonly Values[];

/** Tensors in double precision, and of labels. */
export const doubles = (values: Values): Tensor => tensor(values, { dtype: "float64" });
export const integers = (values: Values): Tensor => tensor(values, { dtype: "int32" });

/** |x - y| / |y|, and 0 for equals. */
export const relative = (x: number | undefined, y: number): number =>
  x === y ? 0 : Math.abs((x ?? Number.NaN) - y) / Math.abs(y);
