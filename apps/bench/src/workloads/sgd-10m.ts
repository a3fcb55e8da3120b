import type { UpdateWorkload } from "../workload.ts";
import { optimizerStep } from "./optimizer-step.ts";

/** Reads parameter and gradient, writes the parameter. */
export const sgd10m: UpdateWorkload = optimizerStep(
  { name: "sgd-10m", optimizer: "sgd", learningRate: 1e-2 },
  10_000_000,
  { operations: 2, bytes: 12 },
);
