import { randomKey, splitKey } from "@adjoint/tensor";
import { uniformArray } from "../host-array.ts";
import type { FunctionWorkload } from "../workload.ts";

/** The product of two square matrices. */
export const matmul = (size: number): FunctionWorkload => ({
  kind: "function",
  name: `matmul-${size}`,
  about: `[${size}, ${size}] x [${size}, ${size}]`,
  operations: 2 * size ** 3,
  bytes: 12 * size ** 2,
  compute: "matmul",
  inputs: () => splitKey(randomKey(1)).map((key) => uniformArray(key, [size, size], -1, 1)),
});
