import { relative } from "node:path";
import { summary } from "@adjoint/layers";
import { type Choices, decide, type Wishes } from "../choices/choices.ts";
import { targets } from "../choices/targets.ts";
import { userFolder, userPath } from "../data/read-file.ts";
import { fromAnywhere, readTask } from "../data/read-task.ts";
import type { Task, TaskSource } from "../data/task.ts";
import { exportStep } from "../exported-step.ts";
import { startLog } from "../display/epoch-log.ts";
import { showLiveCurve } from "../display/live-curve.ts";
import { formatAccuracy, formatLoss } from "../display/results-table.ts";
import { terminalChart } from "../display/terminal-chart.ts";
import { Interruption, interruptible } from "../interruption.ts";
import { loadTraining, prepareToSave, readTaskOf, restoreTraining, type SavedRun, saveTraining } from "../saved-run.ts";
import { type Settings, settingsOf } from "../settings.ts";
import { type TrainingResult, trainModel } from "../train-model.ts";
import { type EpochResult, startOf, type TrainingState } from "../training-state.ts";
import { chosen, UserError } from "../user-error.ts";

export interface TrainOptions extends Wishes, Omit<TaskSource, "dataset"> {
  readonly json?: boolean | undefined;
  readonly target: string;
}

export interface SavingOptions extends TrainOptions {
  /** The file that the run is saved to. */
  readonly save?: string | undefined;
  /** Seconds from one save to the next. */
  readonly saveEvery: number;
  /** The file of a run to go on with. */
  readonly resume?: string | undefined;
  readonly log?: string | undefined;
  /** A folder for the train step, which is not run then. */
  readonly export?: string | undefined;
  readonly exportSteps: number;
  readonly exportDevices: number;
}

/** A run about to begin, or to go on. */
interface Job {
  readonly task: Task;
  readonly settings: Settings;
  readonly source: TaskSource;
  readonly target: string;
  readonly from: TrainingState | undefined;
}

/** Trains one model and says how good it is. `said` are the options that the user wrote. */
export async function train(
  dataset: string | undefined,
  options: SavingOptions,
  said: readonly string[],
): Promise<void> {
  const job = options.resume === undefined ? await newJob(dataset, options) : await oldJob(dataset, options, said);
  const { task, settings } = job;
  if (options.export !== undefined) {
    const { exportSteps: steps, exportDevices: devices } = options;
    const training = job.from ?? startOf(task, settings);
    exportStep(options.export, savedRun(job, training), task, settings, { steps, devices });
    process.stdout.write(
      `Wrote ${options.export}: see "python3 packages/stablehlo/python/run.py ${options.export}/step.mlir --help"\n`,
    );
    return;
  }
  const save = options.save ?? options.resume;
  if (save !== undefined) prepareToSave(save);
  const output = options.json ? process.stderr : process.stdout;
  output.write(`${sizeSentence(task, settings)}\n`);
  const result = await interruptible((signal) => runJob(job, { ...options, save }, signal));
  output.write(`${terminalChart([{ name: "training loss", values: result.epochs.map(({ loss }) => loss) }])}\n\n`);
  output.write(`${resultSentence(task, settings, result)}\n`);
  if (save !== undefined) output.write(`Saved to ${save}: see "trainer evaluate ${save}"\n`);
  if (options.json) process.stdout.write(`${JSON.stringify(record(task, settings, result))}\n`);
}

async function newJob(dataset: string | undefined, options: SavingOptions): Promise<Job> {
  if (dataset === undefined) throw new UserError("train: which data set? see --help, or go on with --resume FILE");
  const { files, column, delimiter, context, target } = options;
  const source = { dataset, files, column, delimiter, context };
  const task = await readTask(source);
  const settings = settingsOf(task, decide(task, wishesOf(options)));
  return { task, settings, source: fromAnywhere(source), target, from: undefined };
}

/** What may be said of a run that goes on: everything else is in its file. */
const FOR_RESUMED: readonly string[] =
  "resume save saveEvery log json target epochs export exportSteps exportDevices".split(" ");

async function oldJob(dataset: string | undefined, options: SavingOptions, said: readonly string[]): Promise<Job> {
  const run = loadTraining(options.resume!);
  const other = said.find((name) => !FOR_RESUMED.includes(name));
  if (other !== undefined)
    throw new UserError(
      `--${dashed(other)} belongs to the run of ${options.resume} already; leave it out, or start a new run`,
    );
  if (dataset !== undefined && fromAnywhere({ dataset }).dataset !== run.source.dataset)
    throw new UserError(`${options.resume} is a run of ${run.task.name}, not of ${dataset}; leave the data set out?`);
  const task = await readTaskOf(run);
  const choices: Choices = { ...run.choices, ...(options.epochs !== undefined && { epochs: options.epochs }) };
  const [settings, from] = restoreTraining(run, task, choices);
  const target = said.includes("target") ? options.target : run.target;
  return { task, settings, source: run.source, target, from };
}

const dashed = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

async function runJob(job: Job, { save, saveEvery, log }: SavingOptions, signal: AbortSignal): Promise<TrainingResult> {
  const { task, settings, from } = job;
  const write = log === undefined ? undefined : startLog(log, from?.history ?? []);
  let last: TrainingState | undefined;
  let saved = performance.now();
  const keep = (state: TrainingState): void => {
    if (save === undefined) return;
    saveTraining(save, savedRun(job, state));
    saved = performance.now();
  };
  try {
    const result = await trainWithProgress(task, settings, {
      target: job.target,
      from,
      signal,
      onEpoch: write,
      onStep: (state) => {
        last = state;
        if (performance.now() - saved >= 1000 * saveEvery) keep(state);
      },
    });
    if (last) keep(last);
    return result;
  } catch (error) {
    if (error instanceof Interruption) {
      keep(error.state);
      process.stderr.write(`${interruptedSentence(error.state, save)}\n`);
    }
    throw error;
  }
}

const savedRun = ({ task, settings, source, target }: Job, training: TrainingState): SavedRun => ({
  source,
  choices: settings.choices,
  target,
  fingerprint: task.fingerprint,
  task: {
    name: task.name,
    kind: task.kind,
    inputShape: task.inputShape,
    outputs: task.outputs,
    encoding: task.encoding,
  },
  training,
});

function interruptedSentence({ cursor, steps }: TrainingState, save: string | undefined): string {
  const where = `Stopped in epoch ${cursor.epoch + 1}, after ${steps} steps`;
  return save === undefined
    ? `${where}; nothing was saved, add --save FILE to go on another time`
    : `${where}; go on with: trainer train --resume ${relative(userFolder(), userPath(save))}`;
}

interface ProgressOptions {
  readonly target: string;
  readonly from?: TrainingState | undefined;
  readonly signal: AbortSignal;
  readonly onEpoch?: ((result: EpochResult) => void) | undefined;
  readonly onStep?: ((state: TrainingState) => void) | undefined;
}

/** Trains and shows how far it is. */
export async function trainWithProgress(
  task: Task,
  settings: Settings,
  options: ProgressOptions,
): Promise<TrainingResult> {
  const { optimizer, epochs } = settings.choices;
  const progress = showLiveCurve(
    optimizer.padEnd(16),
    epochs,
    options.from?.history.map(({ loss }) => loss),
  );
  let message = "";
  try {
    return await trainModel(task, settings, {
      target: chosen("--target", options.target, targets)(),
      from: options.from,
      signal: options.signal,
      onEpoch: (result) => {
        options.onEpoch?.(result);
        progress.add(result.loss);
        message = epochMessage(task, result);
      },
      onStep: (state) => {
        options.onStep?.(state);
        progress.update(state.cursor.epoch + state.seen / task.train.x.shape[0]!, `epochs ${message}`);
      },
    });
  } finally {
    progress.stop();
  }
}

function epochMessage(task: Task, { loss, testLoss, testAccuracy }: EpochResult): string {
  if (task.kind === "text") return ` loss ${formatLoss(loss)}  test loss ${formatLoss(testLoss)}`;
  return ` loss ${formatLoss(loss)}${testAccuracy === null ? "" : `  test accuracy ${formatAccuracy(testAccuracy)}`}`;
}

/** The wishes among the options of a command. */
export const wishesOf = (options: Wishes): Wishes => {
  const { optimizer, model, loss, schedule, learningRate, batchSize, epochs, hidden, activation } = options;
  const { dropout, heads, clip, weightDecay, patience, seed } = options;
  return {
    optimizer,
    model,
    loss,
    schedule,
    learningRate,
    batchSize,
    epochs,
    hidden,
    activation,
    dropout,
    heads,
    clip,
    weightDecay,
    patience,
    seed,
  };
};

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

export const record = (task: Task, { choices, model }: Settings, result: TrainingResult): TrainRecord => ({
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

function sizeSentence(task: Task, { choices, model }: Settings): string {
  const { parameters } = summary(model, task.inputShape);
  const rows = task.kind === "text" ? "windows" : "rows";
  return `${choices.model} with ${parameters} parameters on ${task.name}: ${task.train.x.shape[0]} ${rows} to train on, ${task.test.x.shape[0]} to test on`;
}

function resultSentence(
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
