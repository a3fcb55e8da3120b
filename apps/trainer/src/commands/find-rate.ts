import { batches } from "@adjoint/data";
import { type RateTrial, rateRangeTest, suggestInitialRate } from "@adjoint/optimizers";
import { foldIn } from "@adjoint/tensor";
import asciichart from "asciichart";
import Table from "cli-table3";
import { optimizers } from "../choices/optimizers.ts";
import { targets } from "../choices/targets.ts";
import { wishesOf } from "../choices/wishes-of.ts";
import { readTask } from "../data/read-task.ts";
import type { Examples } from "../data/task.ts";
import { showProgress } from "../display/progress.ts";
import { formatLoss } from "../display/results-table.ts";
import { engineFor } from "../engine.ts";
import { settingsFor } from "../settings.ts";
import type { TrainOptions } from "../train-options.ts";
import { keysOf, startOf } from "../training-state.ts";
import { chosen } from "../user-error.ts";

export interface FindRateOptions extends TrainOptions {
  /** Steps for each rate. */
  readonly steps: number;
}

/** Tries fixed rates from one start on the same batches, draws what they come to and suggests where to begin. */
export async function findRate(dataset: string, files: readonly string[], options: FindRateOptions): Promise<void> {
  const task = await readTask({ ...options, dataset, files });
  const settings = settingsFor(task, wishesOf(options));
  const { params: start, state } = startOf(task, settings);
  const keys = keysOf(settings);
  const { batchSize, weightDecay } = settings.choices;
  const examples = batchSequence(task.train, batchSize, options.steps, (epoch) => foldIn(keys.shuffle, epoch));
  const engine = engineFor(settings, await chosen("--target", options.target, targets)());
  const progress = showProgress("rates", 16);
  const trials = rateRangeTest(
    (params: typeof start, step) =>
      engine.gradient(params, state, foldIn(keys.dropout, step), examples[step]!.x, examples[step]!.y),
    start,
    {
      steps: options.steps,
      optimizer: (rate) => chosen("--optimizer", options.optimizer, optimizers).make(rate, weightDecay),
      onTrial: ({ rate, finalLoss }, index) =>
        progress.update(index + 1, `rate ${rate}  loss ${formatLoss(finalLoss)}`),
    },
  );
  progress.stop();
  engine.dispose();
  const suggestion = suggestInitialRate(trials);
  const output = options.json ? process.stderr : process.stdout;
  output.write(`${drawTrials(trials)}\n\n`);
  output.write(
    `${options.optimizer} on ${task.name}: of these rates ${suggestion.best} is best after ${options.steps} steps; start a schedule at ${Number(suggestion.suggested.toPrecision(3))}\n`,
  );
  if (options.json)
    process.stdout.write(
      `${JSON.stringify({ dataset: task.name, optimizer: options.optimizer, ...suggestion, trials: trials.map(({ rate, finalLoss }) => ({ rate, finalLoss: Number.isFinite(finalLoss) ? finalLoss : null })) })}\n`,
    );
}

/** The batch of each step, the same for every rate. */
function batchSequence(
  train: Examples,
  batchSize: number | "full",
  steps: number,
  keyOf: (epoch: number) => ReturnType<typeof foldIn>,
): Examples[] {
  const sequence: Examples[] = [];
  for (let epoch = 1; sequence.length < steps; epoch++)
    sequence.push(...batches({ x: train.x, y: train.y }, { batchSize, key: keyOf(epoch) }));
  return sequence;
}

/** The final loss over the rates, and a table. */
function drawTrials(trials: readonly RateTrial[]): string {
  const finite = trials.filter(({ finalLoss }) => Number.isFinite(finalLoss));
  const table = new Table({ head: ["rate", "loss"], colAligns: ["right", "right"], style: { head: [], border: [] } });
  for (const { rate, finalLoss } of trials)
    table.push([String(rate), Number.isFinite(finalLoss) ? formatLoss(finalLoss) : "diverged"]);
  if (finite.length < 2) return table.toString();
  const wide = finite.flatMap(({ finalLoss }) => new Array<number>(4).fill(Math.log10(Math.max(finalLoss, 1e-12))));
  const chart = asciichart.plot(wide, { height: 10, format: (x: number) => (10 ** x).toPrecision(3).padStart(11) });
  const [first, last] = [finite[0]!.rate, finite.at(-1)!.rate];
  return `${chart}\n${" ".repeat(13)}loss at rates from ${first} to ${last}, evenly spaced on a logarithmic axis\n\n${table.toString()}`;
}
