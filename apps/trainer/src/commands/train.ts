import { showProgress } from "../display/progress.ts";
import { formatAccuracy, formatLoss } from "../display/results-table.ts";
import { terminalChart } from "../display/terminal-chart.ts";
import { type Settings, settingsFor, type Wishes } from "../settings.ts";
import { readTask, type Task, type TaskSource } from "../task.ts";
import { type TrainingResult, trainModel } from "../train-model.ts";

export interface TrainOptions extends Wishes, Omit<TaskSource, "dataset"> {
  readonly json?: boolean;
}

/** Trains one model and says how good it is. */
export async function train(dataset: string, options: TrainOptions): Promise<void> {
  const task = await readTask({ ...options, dataset });
  const settings = settingsFor(task, options);
  const result = await trainWithProgress(task, settings);
  const report = options.json ? process.stderr : process.stdout;
  report.write(`${terminalChart([{ name: "training loss", values: result.epochs.map(({ loss }) => loss) }])}\n\n`);
  report.write(`${sentence(task, settings, result)}\n`);
  if (options.json) process.stdout.write(`${JSON.stringify(record(task, settings, result))}\n`);
}

/** Trains and shows how far it is. */
export async function trainWithProgress(task: Task, settings: Settings): Promise<TrainingResult> {
  const progress = showProgress(settings.optimizer.padEnd(16), settings.epochs);
  try {
    return await trainModel(task, settings, ({ epoch, loss, testAccuracy }) => {
      const accuracy = testAccuracy === null ? "" : `  test accuracy ${formatAccuracy(testAccuracy)}`;
      progress.update(epoch, `epochs  loss ${formatLoss(loss)}${accuracy}`);
    });
  } finally {
    progress.stop();
  }
}

/** What `--json` prints. */
export interface TrainRecord {
  readonly dataset: string;
  readonly optimizer: string;
  readonly epochs: number;
  readonly steps: number;
  readonly seconds: number;
  readonly trainLoss: number;
  readonly testLoss: number;
  readonly testAccuracy: number | null;
}

export const record = (task: Task, settings: Settings, result: TrainingResult): TrainRecord => ({
  dataset: task.name,
  optimizer: settings.optimizer,
  epochs: settings.epochs,
  steps: result.steps,
  seconds: Number(result.seconds.toFixed(3)),
  trainLoss: result.trainLoss,
  testLoss: result.testLoss,
  testAccuracy: result.testAccuracy,
});

function sentence(task: Task, { optimizer, lossName }: Settings, result: TrainingResult): string {
  const accuracy = result.testAccuracy === null ? "" : `, test accuracy ${formatAccuracy(result.testAccuracy)}`;
  return `${task.name} by ${optimizer}: ${lossName} ${formatLoss(result.trainLoss)} on training rows, ${formatLoss(result.testLoss)} on test rows${accuracy}; ${result.steps} steps in ${result.seconds.toFixed(2)} s`;
}
