import type { TrainingWorkload } from "../workload.ts";
import { perceptron } from "./perceptron.ts";

export const mnistMlp: TrainingWorkload = perceptron("mnist-mlp", [784, 256, 128, 10], 128);
