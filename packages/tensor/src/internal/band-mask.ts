import { allocate } from "../dtype.ts";
import { fromBuffer, type Tensor } from "../tensor.ts";

/** A `bool` matrix [n, n]: true where the column minus the row is from `lowest` to `highest`; 0 is the diagonal. */
export function bandMask(n: number, lowest: number, highest: number): Tensor {
  const values = allocate("bool", n * n);
  for (let i = 0; i < n; i++)
    for (let j = Math.max(0, i + lowest); j <= Math.min(n - 1, i + highest); j++) values[i * n + j] = 1;
  return fromBuffer(values, { shape: [n, n], dtype: "bool" });
}
