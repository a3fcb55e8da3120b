import { randomKey } from "@adjoint/tensor";
import { normalArray } from "../host-array.ts";
import type { FunctionWorkload } from "../workload.ts";

/** softmax of each row. */
export const softmax = (rows: number, columns: number): FunctionWorkload => ({
  kind: "function",
  name: "softmax",
  about: `softmax of each row of [${rows}, ${columns}]`,
  operations: 5 * rows * columns, // largest, difference, exponential, sum, quotient
  bytes: 8 * rows * columns,
  compute: "softmax",
  inputs: () => [normalArray(randomKey(2), [rows, columns], 3)],
});
