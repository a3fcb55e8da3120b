import { randomKey, splitKey } from "@adjoint/tensor";
import { uniformArray } from "../host-array.ts";
import type { FunctionWorkload } from "../workload.ts";

/** relu(x y + x) / 2 - y: five operations that a compiler makes one loop of. */
export const elementwiseChain = (size: number): FunctionWorkload => ({
  kind: "function",
  name: "elementwise-chain",
  about: `relu(x y + x) / 2 - y over ${size.toExponential()} elements`,
  operations: 5 * size,
  bytes: 12 * size,
  compute: "elementwiseChain",
  inputs: () => splitKey(randomKey(5)).map((key) => uniformArray(key, [size], -1, 1)),
});
