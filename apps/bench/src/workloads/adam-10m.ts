import { ADAM_BYTES, ADAM_OPERATIONS, type UpdateWorkload } from "../workload.ts";
import { optimizerStep } from "./optimizer-step.ts";

export const adam10m: UpdateWorkload = optimizerStep(
  { name: "adam-10m", optimizer: "adam", learningRate: 1e-3 },
  10_000_000,
  { operations: ADAM_OPERATIONS, bytes: ADAM_BYTES },
);
