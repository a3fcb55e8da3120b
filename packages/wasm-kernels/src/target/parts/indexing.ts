import { scatterAddInRowsLowering } from "../lower-scatter-add-in-rows.ts";
import { scatterAddRowsLowering } from "../lower-scatter-add-rows.ts";
import { takeInRowsLowering } from "../lower-take-in-rows.ts";
import { takeRowsLowering } from "../lower-take-rows.ts";
import type { TargetPart } from "../target-part.ts";

/** Elements and rows by their indices: embeddings, labels. */
export const indexing: TargetPart = {
  kernels: {
    scatterAddInRows: scatterAddInRowsLowering,
    scatterAddRows: scatterAddRowsLowering,
    takeInRows: takeInRowsLowering,
    takeRows: takeRowsLowering,
  },
};
