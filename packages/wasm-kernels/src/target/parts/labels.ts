import { scatterAddInRowsLowering } from "../lower-scatter-add-in-rows.ts";
import { takeInRowsLowering } from "../lower-take-in-rows.ts";
import type { TargetPart } from "../target-part.ts";

/** An element of each row by its index, as losses of labels take it. */
export const labels: TargetPart = {
  kernels: { scatterAddInRows: scatterAddInRowsLowering, takeInRows: takeInRowsLowering },
};
