import { relative } from "node:path";
import { userFolder, userPath } from "../data/read-file.ts";
import type { Task } from "../data/task.ts";
import type { Settings } from "../settings.ts";
import type { TrainingResult } from "../train-model.ts";
import type { TrainingState } from "../training-state.ts";
import { formatAccuracy, formatLoss } from "./results-table.ts";

/** What is about to be trained. */
export function sizeSentence(task: Task, { choices, model }: Settings): string {
  const { parameters } = model.describe(task.inputShape);
  const rows = task.kind === "text" ? "windows" : "rows";
  return `${choices.model} with ${parameters} parameters on ${task.name}: ${task.train.x.shape[0]} ${rows} to train on, ${task.test.x.shape[0]} to test on`;
}

/** What came of it. */
export function resultSentence(
  task: Task,
  { choices: { optimizer, loss, patience } }: Settings,
  result: TrainingResult,
): string {
  const accuracy = result.testAccuracy === null ? "" : `, test accuracy ${formatAccuracy(result.testAccuracy)}`;
  const baseline = task.baseline ? `, ${task.baseline.name} ${formatLoss(task.baseline.loss)}` : "";
  const best = patience === null ? "" : `, best epoch ${result.epoch} of ${result.epochs.length}`;
  const rows = task.kind === "text" ? "the training text" : "training rows";
  const testRows = task.kind === "text" ? "the held-out text" : "test rows";
  return `${task.name} by ${optimizer}: ${loss} ${formatLoss(result.trainLoss)} on ${rows}, ${formatLoss(result.testLoss)} on ${testRows}${baseline}${accuracy}${best}; ${result.steps} steps in ${result.seconds.toFixed(2)} s`;
}

/** Where a run was stopped, and how to go on. */
export function interruptedSentence({ cursor, steps }: TrainingState, save: string | undefined): string {
  const where = `Stopped in epoch ${cursor.epoch + 1}, after ${steps} steps`;
  return save === undefined
    ? `${where}; nothing was saved, add --save FILE to go on another time`
    : `${where}; go on with: trainer train --resume ${relative(userFolder(), userPath(save))}`;
}
