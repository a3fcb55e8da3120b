import type { ConfusionMatrix } from "@adjoint/metrics";
import type { Task } from "../data/task.ts";
import type { SavedRun } from "../saved-run.ts";
import { escape, pageOf, tableHtml } from "./page.ts";

/** What an evaluation found: rows of a table, and where there are classes, how they were taken for each other. */
export interface Findings {
  readonly rows: readonly (readonly [name: string, value: string])[];
  readonly confusion?: { readonly classes: readonly string[]; readonly matrix: ConfusionMatrix } | undefined;
}

/** A report of one model: what it is worth, which classes it confuses, and how it came to be. */
export function evaluationPage(
  task: Task,
  { choices, training }: SavedRun,
  { rows, confusion }: Findings,
): Promise<string> {
  const x = training.history.map(({ epoch }) => epoch);
  const curve = (name: string, y: readonly number[]) => ({ name, x, y });
  return pageOf({
    title: `${task.name}: ${choices.model}`,
    summary: `Trained by ${choices.optimizer} for ${training.history.length} epochs, ${training.steps} steps; seed ${choices.seed}.`,
    body: `${tableHtml([["", "on the test rows"], ...rows])}${confusion ? confusionHtml(confusion.classes, confusion.matrix) : ""}`,
    charts: [
      {
        id: "loss",
        title: "Loss",
        isLogarithmic: true,
        series: [
          curve(
            "training",
            training.history.map(({ loss }) => loss),
          ),
          // in the unit of the file, which is not that of the training
          ...(task.kind === "regression"
            ? []
            : [
                curve(
                  "test",
                  training.history.map(({ testLoss }) => testLoss),
                ),
              ]),
        ],
      },
    ],
  });
}

/** Rows are classes, columns what they were taken for; the darker, the larger a part of the class. */
function confusionHtml(classes: readonly string[], matrix: ConfusionMatrix): string {
  const head = `<tr><th>class</th>${classes.map((name) => `<th>${escape(name)}</th>`).join("")}</tr>`;
  const rows = matrix.map((row, i) => {
    const total = row.reduce((sum, n) => sum + n, 0);
    const cells = row.map((n, j) => {
      const share = total === 0 ? 0 : n / total;
      const color = i === j ? "46, 158, 91" : "209, 64, 63";
      return `<td style="background: rgba(${color}, ${(share === 0 ? 0 : 0.15 + 0.75 * share).toFixed(2)})">${n}</td>`;
    });
    return `<tr><th>${escape(classes[i] ?? String(i))}</th>${cells.join("")}</tr>`;
  });
  return `<h2>Confusion matrix</h2>\n<p class="note">A row is a class, a column what it was taken for.</p>\n<div class="table"><table class="confusion"><thead>${head}</thead><tbody>${rows.join("")}</tbody></table></div>`;
}
