import Table from "cli-table3";
import type { Task } from "../data/task.ts";
import type { Settings } from "../settings.ts";
import type { TrainingResult } from "../train-model.ts";

export interface NamedResult {
  readonly name: string;
  readonly settings: Settings;
  readonly result: TrainingResult;
}

export const formatLoss = (loss: number): string => loss.toPrecision(4);
export const formatAccuracy = (accuracy: number | null): string =>
  accuracy === null ? "-" : `${(100 * accuracy).toFixed(2)} %`;

/** One row an optimizer. */
export function resultsTable({ kind }: Task, results: readonly NamedResult[]): string {
  const hasAccuracy = kind !== "regression";
  const table = new Table({
    head: ["optimizer", "train loss", "test loss", ...(hasAccuracy ? ["test accuracy"] : []), "steps", "seconds"],
    colAligns: ["left", "right", "right", "right", "right", "right"],
    style: { head: [], border: [] },
  });
  for (const { name, result } of results)
    table.push([
      name,
      formatLoss(result.trainLoss),
      formatLoss(result.testLoss),
      ...(hasAccuracy ? [formatAccuracy(result.testAccuracy)] : []),
      String(result.steps),
      result.seconds.toFixed(2),
    ]);
  return table.toString();
}
