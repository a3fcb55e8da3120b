import { reductionLowering } from "../lower-reduction.ts";
import type { TargetPart } from "../target-part.ts";

/** Reductions of what does not lie in the order of its axes: they run as it lies. */
export const reductions: TargetPart = {
  kernels: { sum: reductionLowering, max: reductionLowering, min: reductionLowering },
};
