import { randomKey } from "@adjoint/tensor";
import { normalArray } from "../host-array.ts";
import type { FunctionWorkload } from "../workload.ts";

/** log(sum(exp(x))) of each row. */
export const logSumExp = (rows: number, columns: number): FunctionWorkload => ({
  kind: "function",
  name: "logsumexp",
  about: `log(sum(exp(x))) of each row of [${rows}, ${columns}]`,
  operations: 4 * rows * columns, // largest, difference, exponential, sum
  bytes: 4 * rows * columns + 4 * rows,
  compute: "logSumExp",
  inputs: () => [normalArray(randomKey(3), [rows, columns], 3)],
});
