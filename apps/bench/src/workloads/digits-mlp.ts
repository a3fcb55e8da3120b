import type { TrainingWorkload } from "../workload.ts";
import { perceptron } from "./perceptron.ts";

/** The small model, where overhead decides. */
export const digitsMlp: TrainingWorkload = perceptron("digits-mlp", [64, 64, 10], 32);
