import type { Task } from "../data/task.ts";
import type { EpochResult } from "../training-state.ts";
import { type Chart, pageOf, tableHtml } from "./page.ts";
import { formatAccuracy, formatLoss, type NamedResult } from "./results-table.ts";

/** A report of optimizers side by side: a table, and the curves of each. */
export function comparisonPage(task: Task, results: readonly NamedResult[]): Promise<string> {
  const [first] = results;
  return pageOf({
    title: `${task.name}: ${results.length} optimizers`,
    summary: first ? summaryOf(task, first) : "",
    body: tableHtml(rowsOf(task, results)),
    charts: [
      { id: "loss", title: "Training loss", series: curvesOf(results, ({ loss }) => loss), isLogarithmic: true },
      task.kind === "classification"
        ? {
            id: "accuracy",
            title: "Test accuracy",
            series: curvesOf(results, ({ testAccuracy }) => testAccuracy ?? 0),
            isLogarithmic: false,
          }
        : {
            id: "test",
            title: "Test loss",
            series: curvesOf(results, ({ testLoss }) => testLoss),
            isLogarithmic: true,
          },
    ],
  });
}

const curvesOf = (results: readonly NamedResult[], valueOf: (epoch: EpochResult) => number): Chart["series"] =>
  results.map(({ name, result }) => ({
    name,
    x: result.epochs.map(({ epoch }) => epoch),
    y: result.epochs.map(valueOf),
  }));

const summaryOf = (task: Task, { settings: { choices } }: NamedResult): string =>
  `${task.train.x.shape[0]} rows to train on, ${task.test.x.shape[0]} to test on; ${choices.model} with hidden layers ${choices.hidden.join(", ") || "none"}, ${choices.activation}, ${choices.loss}, seed ${choices.seed}.`;

function rowsOf({ kind }: Task, results: readonly NamedResult[]): string[][] {
  const hasAccuracy = kind !== "regression";
  const head = ["optimizer", "learning rate", "schedule", "batch", "epochs", "train loss", "test loss"];
  const rows = results.map(({ name, result, settings: { choices } }) => [
    name,
    String(choices.learningRate),
    choices.schedule,
    String(choices.batchSize),
    String(choices.epochs),
    formatLoss(result.trainLoss),
    formatLoss(result.testLoss),
    ...(hasAccuracy ? [formatAccuracy(result.testAccuracy)] : []),
    String(result.steps),
    result.seconds.toFixed(2),
  ]);
  return [[...head, ...(hasAccuracy ? ["test accuracy"] : []), "steps", "seconds"], ...rows];
}
