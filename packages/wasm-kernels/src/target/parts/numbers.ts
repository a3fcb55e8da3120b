import { bestLowering, cumsumLowering, lowerNumbers } from "../lower-numbers.ts";
import type { TargetPart } from "../target-part.ts";

/** Other types than float32, running sums, and places of the best. */
export const numbers: TargetPart = {
  kernels: {
    argMax: /* @__PURE__ */ bestLowering("largest"),
    argMin: /* @__PURE__ */ bestLowering("smallest"),
    cumsum: cumsumLowering,
  },
  others: lowerNumbers,
};
