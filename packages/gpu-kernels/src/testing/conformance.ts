import { contractCases } from "./contract-cases.ts";
import { convolutionCases } from "./convolution-cases.ts";
import type { GpuCase } from "./gpu-case.ts";
import { layersOnDevice } from "./layer-cases.ts";
import { lossesOnDevice } from "./loss-cases.ts";
import { neighbourCases } from "./neighbour-cases.ts";
import { optimizersOnDevice } from "./optimizer-cases.ts";
import { productCases } from "./product-cases.ts";
import { tableCases } from "./table-cases.ts";
import { trainingCases } from "./training-cases.ts";

/** All that every backend must do. */
export const conformance: readonly GpuCase[] = [
  ...tableCases,
  ...productCases,
  ...convolutionCases,
  ...neighbourCases,
  ...contractCases,
  ...lossesOnDevice,
  ...layersOnDevice,
  ...optimizersOnDevice,
  ...trainingCases,
];
