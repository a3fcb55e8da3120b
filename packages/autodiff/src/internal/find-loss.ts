import { describe, isTensor, type Tensor } from "@adjoint/tensor";
import { rejectPromise } from "./reject-promise.ts";

/** What a function of a loss returns: a tensor, or a record of one named `loss` and whatever else should come out. */
export type Loss = Tensor | { readonly loss: Tensor };

/** The tensor to differentiate. @throws TypeError when there is none. */
export function findLoss(transform: string, called: string, result: Loss): Tensor {
  const loss: unknown = isTensor(result) ? result : result?.loss;
  rejectPromise(transform, called, loss);
  if (!isTensor(loss))
    throw new TypeError(
      `${transform}: ${called || "the function"} must return a tensor or { loss, ... }, got ${describe(result)}; return its loss?`,
    );
  return loss;
}
