import { scatterOneInRows, takeOneInRows } from "../one-in-rows.ts";
import type { TargetPart } from "../target-part.ts";

/** An element of each row by its index, as losses of labels take it. */
export const labels: TargetPart = {
  kernels: { scatterAddInRows: scatterOneInRows, takeInRows: takeOneInRows },
};
