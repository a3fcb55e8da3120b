import type { Task } from "./data/task.ts";
import type { Settings } from "./settings.ts";
import type { TrainingResult } from "./train-model.ts";

/** What `--json` prints. */
export interface TrainRecord {
  readonly dataset: string;
  readonly model: string;
  readonly optimizer: string;
  readonly parameters: number;
  readonly epochs: number;
  /** The epoch of the parameters that were measured. */
  readonly epoch: number;
  readonly steps: number;
  readonly seconds: number;
  readonly trainLoss: number;
  readonly testLoss: number;
  readonly testAccuracy: number | null;
  /** Of a text: the loss of a model of pairs of characters. */
  readonly baselineLoss?: number;
}

export const recordOf = (task: Task, { choices, model }: Settings, result: TrainingResult): TrainRecord => ({
  dataset: task.name,
  model: choices.model,
  optimizer: choices.optimizer,
  parameters: model.describe(task.inputShape).parameters,
  epochs: result.epochs.length,
  epoch: result.epoch,
  steps: result.steps,
  seconds: Number(result.seconds.toFixed(3)),
  trainLoss: result.trainLoss,
  testLoss: result.testLoss,
  testAccuracy: result.testAccuracy,
  ...(task.baseline && { baselineLoss: task.baseline.loss }),
});
