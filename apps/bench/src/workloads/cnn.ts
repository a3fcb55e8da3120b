import type { TrainingWorkload } from "../workload.ts";
import { convolutional } from "./convolutional.ts";

export const cnn: TrainingWorkload = convolutional("cnn", { batch: 64, side: 28, channels: [8, 16], classes: 10 });
