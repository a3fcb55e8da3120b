import { relative } from "node:path";
import { confusionMatrix, f1, meanAbsoluteError, r2, rootMeanSquaredError } from "@adjoint/metrics";
import { cast, type Tensor } from "@adjoint/tensor";
import { targets } from "../choices/targets.ts";
import { userFolder } from "../data/read-file.ts";
import type { Task } from "../data/task.ts";
import { confusionTable } from "../display/confusion-table.ts";
import { evaluationPage, type Findings } from "../display/evaluation-page.ts";
import { prepareReport, reportPath, writeReport } from "../display/report-file.ts";
import { formatAccuracy, formatLoss } from "../display/results-table.ts";
import { engineFor } from "../engine.ts";
import { type Evaluation, evaluate as measure } from "../evaluate.ts";
import { loadTraining, readTaskOf, restoreTraining } from "../saved-run.ts";
import { chosen } from "../user-error.ts";

export interface EvaluateOptions {
  readonly target: string;
  readonly json?: boolean;
  /** Where the report goes; false: nowhere. */
  readonly report?: string | false;
}

/** Says how good a saved run is on its test rows, and which classes it confuses. */
export async function evaluate(file: string, options: EvaluateOptions): Promise<void> {
  const run = loadTraining(file);
  const task = await readTaskOf(run);
  const path = reportPath(options.report, "evaluate", task.name);
  if (path) await prepareReport(path);
  const [settings, training] = restoreTraining(run, task);
  const { params, state } = training.best ?? training;
  const engine = engineFor(settings, await chosen("--target", options.target, targets)());
  const outputs = engine.predict(params, state, task.test.x);
  engine.dispose();
  const evaluation = measure(task, settings, outputs, task.test);
  const findings = findingsOf(task, outputs, evaluation);
  const output = options.json ? process.stderr : process.stdout;
  output.write(
    `${task.name}: ${run.choices.model} after ${training.steps} steps, on ${task.test.x.shape[0]} test ${task.kind === "text" ? "windows" : "rows"}\n\n`,
  );
  const width = Math.max(...findings.rows.map(([name]) => name.length));
  for (const [name, value] of findings.rows) output.write(`  ${name.padEnd(width)}  ${value}\n`);
  const { confusion } = findings;
  if (confusion)
    output.write(
      `\nA row is a class, a column what it was taken for\n${confusionTable(confusion.classes, confusion.matrix)}\n`,
    );
  if (path) {
    await writeReport(path, evaluationPage(task, run, findings));
    output.write(`\nReport: ${relative(userFolder(), path)}\n`);
  }
  if (options.json)
    process.stdout.write(
      `${JSON.stringify({ dataset: task.name, testLoss: evaluation.loss, testAccuracy: evaluation.accuracy, ...(confusion && { confusionMatrix: confusion.matrix }) })}\n`,
    );
}

function findingsOf(task: Task, outputs: Tensor, { loss, accuracy }: Evaluation): Findings {
  const { encoding } = task;
  if (encoding.kind === "text")
    return {
      rows: [
        ["cross-entropy, nats", formatLoss(loss)],
        ["perplexity", formatLoss(Math.exp(loss))],
        ["characters right", formatAccuracy(accuracy)],
        ...(task.baseline ? [[`cross-entropy of ${task.baseline.name}`, formatLoss(task.baseline.loss)] as const] : []),
      ],
    };
  if (encoding.classes) {
    const matrix = confusionMatrix(outputs, task.test.y, { classes: encoding.classes.length });
    return {
      rows: [
        ["loss", formatLoss(loss)],
        ["accuracy", formatAccuracy(accuracy)],
        ["F1, mean of classes", formatAccuracy(f1(outputs, task.test.y))],
      ],
      confusion: { classes: encoding.classes, matrix },
    };
  }
  const [predictions, targetValues] = [outputs, task.test.y].map((t) => cast(task.inUnits(t), "float64")) as [
    Tensor,
    Tensor,
  ];
  return {
    rows: [
      ["loss", formatLoss(loss)],
      ["R2", formatLoss(r2(predictions, targetValues))],
      ["root mean squared error", formatLoss(rootMeanSquaredError(predictions, targetValues))],
      ["mean absolute error", formatLoss(meanAbsoluteError(predictions, targetValues))],
    ],
  };
}
