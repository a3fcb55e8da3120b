import { type Tensor, tensor } from "@adjoint/tensor";

/** Indices of rows (int32 [m]), in ascending order; together they are all rows, each once. */
export interface Split {
  readonly train: Tensor;
  readonly test: Tensor;
}

/** The rows that are held out, and the others. */
export function holdOut(rows: number, held: Iterable<number>): Split {
  const isHeld = new Set(held);
  const indices = Array.from({ length: rows }, (_, row) => row);
  const those = (wanted: boolean): Tensor => tensor(Int32Array.from(indices.filter((i) => isHeld.has(i) === wanted)));
  return { train: those(false), test: those(true) };
}
