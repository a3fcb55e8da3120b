import { concatLowering, padLowering, reshapeLowering } from "../lower-movement.ts";
import type { TargetPart } from "../target-part.ts";

/** Copies that strides cannot express. */
export const movement: TargetPart = {
  kernels: { concat: concatLowering, pad: padLowering, reshape: reshapeLowering },
};
