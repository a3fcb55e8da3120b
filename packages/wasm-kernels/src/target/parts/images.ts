import { convolutionLowering } from "../lower-convolution.ts";
import { windowArgMaxLowering } from "../lower-window-arg-max.ts";
import type { TargetPart } from "../target-part.ts";

/** Convolutions and pooling. */
export const images: TargetPart = {
  kernels: { convolution: convolutionLowering, windowArgMax: windowArgMaxLowering },
};
