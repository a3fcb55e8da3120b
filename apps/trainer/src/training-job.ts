import { type Choices, decide } from "./choices/choices.ts";
import { wishesOf } from "./choices/wishes-of.ts";
import { fromAnywhere, readTask } from "./data/read-task.ts";
import type { Task, TaskSource } from "./data/task.ts";
import { startLog } from "./display/epoch-log.ts";
import { interruptedSentence } from "./display/training-sentences.ts";
import { Interruption } from "./interruption.ts";
import { loadTraining, readTaskOf, restoreTraining, type SavedRun, saveTraining } from "./saved-run.ts";
import { type Settings, settingsOf } from "./settings.ts";
import type { TrainingResult } from "./train-model.ts";
import type { SavingOptions } from "./train-options.ts";
import { trainWithProgress } from "./train-with-progress.ts";
import type { TrainingState } from "./training-state.ts";
import { UserError } from "./user-error.ts";

/** A run about to begin, or to go on. */
export interface Job {
  readonly task: Task;
  readonly settings: Settings;
  readonly source: TaskSource;
  readonly target: string;
  readonly from: TrainingState | undefined;
}

/** A run to begin. */
export async function newJob(dataset: string | undefined, options: SavingOptions): Promise<Job> {
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

/** A run to go on with. `said` are the options that the user wrote. */
export async function resumedJob(
  dataset: string | undefined,
  options: SavingOptions,
  said: readonly string[],
): Promise<Job> {
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

/** Trains, and saves the run now and then, at the end and when it is told to stop. */
export async function runJob(
  job: Job,
  { save, saveEvery, log }: SavingOptions,
  signal: AbortSignal,
): Promise<TrainingResult> {
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

/** All that a run is. */
export const savedRun = ({ task, settings, source, target }: Job, training: TrainingState): SavedRun => ({
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
