import { randomKey, splitKey } from "@adjoint/tensor";
import { normalArray, uniformArray } from "../host-array.ts";
import type { FunctionWorkload } from "../workload.ts";

/** (x - mean) / sqrt(variance + epsilon) scale + bias of each row. */
export const layerNorm = (rows: number, columns: number): FunctionWorkload => ({
  kind: "function",
  name: "layer-norm",
  about: `layer normalization of each row of [${rows}, ${columns}], with scale and bias`,
  operations: 7 * rows * columns, // mean, difference, square, sum, quotient, scale, bias
  bytes: 8 * rows * columns + 8 * columns,
  compute: "layerNorm",
  inputs: () => {
    const [x, scale, bias] = splitKey(randomKey(4), 3);
    return [
      normalArray(x, [rows, columns], 2),
      uniformArray(scale, [columns], 0.5, 1.5),
      uniformArray(bias, [columns], -1, 1),
    ];
  },
});
