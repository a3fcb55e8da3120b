import { convolutionLowering } from "./lower-convolution.ts";
import { concatLowering, padLowering, reshapeLowering } from "./lower-movement.ts";
import { bestLowering, cumsumLowering } from "./lower-numbers.ts";
import { scatterAddInRowsLowering } from "./lower-scatter-add-in-rows.ts";
import { scatterAddRowsLowering } from "./lower-scatter-add-rows.ts";
import { takeInRowsLowering } from "./lower-take-in-rows.ts";
import { takeRowsLowering } from "./lower-take-rows.ts";
import { windowArgMaxLowering } from "./lower-window-arg-max.ts";
import type { Lowering } from "./lowering.ts";

/** Kernels of single operations, by the name of the primitive. */
export const lowerings: Readonly<Record<string, Lowering>> = {
  argMax: bestLowering("largest"),
  argMin: bestLowering("smallest"),
  concat: concatLowering,
  convolution: convolutionLowering,
  cumsum: cumsumLowering,
  pad: padLowering,
  reshape: reshapeLowering,
  scatterAddInRows: scatterAddInRowsLowering,
  scatterAddRows: scatterAddRowsLowering,
  takeInRows: takeInRowsLowering,
  takeRows: takeRowsLowering,
  windowArgMax: windowArgMaxLowering,
};
