import type { TrainingWorkload } from "../workload.ts";
import { transformer } from "./transformer.ts";

/** 421,697 parameters. */
export const gpt: TrainingWorkload = transformer("gpt", {
  batch: 8,
  context: 64,
  vocabulary: 65,
  width: 128,
  layers: 2,
  heads: 4,
});
