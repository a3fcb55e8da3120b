import { add, divide, equal, multiply, subtract, sum, type Tensor, where } from "@adjoint/tensor";
import type { OverlapLossOptions } from "../loss-options.ts";
import { checkSetting } from "./check-setting.ts";
import { exampleLoss } from "./example-loss.ts";

/**
 * 1 - (c hits + s) / (c (hits + alpha false positives + beta false negatives) + s), as one fraction: nothing cancels,
 * and a perfect prediction is 0. So are two empty sets, smoothed or not.
 */
export function overlapLoss(
  name: string,
  inputs: readonly [Tensor, Tensor],
  { smoothing = 1, ...options }: OverlapLossOptions,
  { alpha, beta, c = 1 }: { readonly alpha: number; readonly beta: number; readonly c?: number },
): Tensor {
  checkSetting(name, "smoothing", smoothing, smoothing >= 0, "0 or more");
  return exampleLoss(name, inputs, options, ([p, t], axis) => {
    const hits = sum(multiply(p, t), { axis });
    const falsePositives = multiply(sum(multiply(p, subtract(1, t)), { axis }), alpha);
    const falseNegatives = multiply(sum(multiply(subtract(1, p), t), { axis }), beta);
    const misses = add(falsePositives, falseNegatives);
    const total = add(add(hits, misses), smoothing / c);
    const isEmpty = equal(total, 0);
    return where(isEmpty, 0, divide(misses, where(isEmpty, 1, total)));
  });
}
