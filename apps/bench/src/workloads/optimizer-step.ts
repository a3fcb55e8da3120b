import { randomKey, splitKey } from "@adjoint/tensor";
import { uniformArray } from "../host-array.ts";
import type { UpdateWorkload } from "../workload.ts";

/** One step of an optimizer over `size` parameters. */
export const optimizerStep = (
  described: Pick<UpdateWorkload, "name" | "optimizer" | "learningRate">,
  size: number,
  perParameter: { readonly operations: number; readonly bytes: number },
): UpdateWorkload => ({
  ...described,
  kind: "update",
  about: `one step of ${described.optimizer} over ${size.toExponential()} parameters`,
  operations: perParameter.operations * size,
  bytes: perParameter.bytes * size,
  start: () => {
    const [params, gradients] = splitKey(randomKey(6));
    return { params: uniformArray(params, [size], -0.1, 0.1), gradients: uniformArray(gradients, [size], -1, 1) };
  },
});
