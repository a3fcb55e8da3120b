import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { type Run, restoreTree } from "@adjoint/checkpoint";
import { loadRun, saveRun } from "@adjoint/checkpoint/node";
import type { Choices } from "./choices/choices.ts";
import { userPath } from "./data/read-file.ts";
import { readTask } from "./data/read-task.ts";
import type { Task, TaskSource } from "./data/task.ts";
import { type Settings, settingsOf } from "./settings.ts";
import { startOf, type TrainingState } from "./training-state.ts";
import { UserError } from "./user-error.ts";

/** All that a run is: with it training goes on, and the model is used without its data. */
export interface SavedRun {
  readonly source: TaskSource;
  readonly choices: Choices;
  readonly target: string;
  readonly fingerprint: string;
  readonly task: Pick<Task, "name" | "kind" | "inputShape" | "outputs" | "encoding">;
  readonly training: TrainingState;
}

/** The form of the files; another one is another number. */
const VERSION = 1;

/** Makes the folder of a file to save to, before the work that it is to keep. @throws UserError when none can be there. */
export function prepareToSave(path: string): void {
  const full = userPath(path);
  try {
    mkdirSync(dirname(full), { recursive: true });
  } catch (error) {
    throw cannotWrite(path, error);
  }
  if (statSync(full, { throwIfNoEntry: false })?.isDirectory())
    throw new UserError(`--save ${path} is a folder; add the name of a file?`);
}

const cannotWrite = (path: string, error: unknown): UserError =>
  new UserError(
    `--save ${path} cannot be written (${(error as NodeJS.ErrnoException).code ?? String(error)}); choose another place?`,
  );

/** Saves a run: the file holds the run before or this one, whole, whatever happens. */
export function saveTraining(path: string, run: SavedRun): void {
  try {
    saveRun(userPath(path), { trainer: VERSION, ...run });
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

/** @throws UserError when there is no such file, or it is none of this program. */
export function loadTraining(path: string): SavedRun {
  let run: Run;
  try {
    run = loadRun(userPath(path));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") throw new UserError(`"${path}" is no file; what did --save say?`);
    throw new UserError(`"${path}" is no saved run (${error instanceof Error ? error.message : String(error)})`);
  }
  if (run["trainer"] !== VERSION)
    throw new UserError(`"${path}" is no run of this version of the trainer; train it again?`);
  return run as unknown as SavedRun; // what saveTraining wrote
}

/** The task of a run, read again under its old name. @throws UserError when the data changed. */
export async function readTaskOf({ source, fingerprint, task: { name } }: SavedRun): Promise<Task> {
  const task = await readTask(source);
  if (task.fingerprint !== fingerprint)
    throw new UserError(`${name} is not what the run was trained on: the data changed; start a new run?`);
  return { ...task, name };
}

/** The settings of a run, and where it is, checked against the model that the settings make. */
export function restoreTraining(run: SavedRun, task: Task, choices: Choices = run.choices): [Settings, TrainingState] {
  const settings = settingsOf(task, choices);
  const { params, state, moments } = startOf(task, settings);
  const { training } = run;
  return [
    settings,
    {
      ...training,
      params: restoreTree(training.params, params),
      state: restoreTree(training.state, state),
      moments: restoreTree(training.moments, moments),
    },
  ];
}
