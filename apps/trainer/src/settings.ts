import { batchCount } from "@adjoint/data";
import type { Schedule } from "@adjoint/schedulers";
import { type Activation, activations } from "./choices/activations.ts";
import { defaultLoss, type Loss, lossFor } from "./choices/losses.ts";
import { type OptimizerChoice, optimizers } from "./choices/optimizers.ts";
import { schedules } from "./choices/schedules.ts";
import type { Task } from "./task.ts";
import { chosen, UserError } from "./user-error.ts";

/** What the command line may say; what it leaves out follows from the task and the optimizer. */
export interface Wishes {
  readonly optimizer: string;
  readonly loss?: string | undefined;
  readonly schedule?: string | undefined;
  readonly learningRate?: number | undefined;
  readonly batchSize?: number | "full" | undefined;
  readonly epochs?: number | undefined;
  readonly hidden?: readonly number[] | undefined;
  readonly activation?: string | undefined;
  readonly seed: number;
}

/** Everything that decides a run: the same settings and task give the same numbers, bit by bit. */
export interface Settings {
  readonly optimizer: string;
  readonly make: OptimizerChoice["make"];
  readonly lossName: string;
  readonly loss: Loss;
  readonly scheduleName: string;
  readonly schedule: Schedule;
  readonly learningRate: number;
  readonly batchSize: number | "full";
  readonly epochs: number;
  /** Sizes of all layers, from features to outputs. */
  readonly sizes: readonly number[];
  readonly activationName: string;
  readonly activation: Activation;
  readonly seed: number;
}

/** Small sets of examples need small models. */
const defaultHidden = (examples: number): readonly number[] => [examples >= 1000 ? 64 : 8];

/** An epoch of few rows is a few steps: a classification by batches takes this many at least. */
const FEWEST_STEPS = 1000;

function defaultEpochs(task: Task, { batchSize, defaults }: OptimizerChoice): number {
  const { epochs } = defaults[task.kind];
  if (task.kind === "regression" || batchSize === "full") return epochs;
  return Math.max(epochs, Math.ceil(FEWEST_STEPS / batchCount(task.train.x.shape[0]!, { batchSize })));
}

/** Weights that still fit into memory with their gradients and moments. */
const MOST_WEIGHTS = 50e6;

function checkSizes(sizes: readonly number[]): void {
  const weights = sizes.slice(1).reduce((total, outputs, i) => total + sizes[i]! * outputs, 0);
  if (weights > MOST_WEIGHTS)
    throw new UserError(
      `layers ${sizes.join("-")} have ${weights} weights, more than ${MOST_WEIGHTS}; choose a smaller --hidden`,
    );
}

export function settingsFor(task: Task, wishes: Wishes): Settings {
  const { optimizer, seed } = wishes;
  const choice = chosen("--optimizer", optimizer, optimizers);
  const examples = task.train.x.shape[0]!;
  const sizes = [task.features, ...(wishes.hidden ?? defaultHidden(examples)), task.outputs];
  checkSizes(sizes);
  const learningRate = wishes.learningRate ?? choice.defaults[task.kind].learningRate;
  const batchSize = wishes.batchSize ?? choice.batchSize;
  const epochs = wishes.epochs ?? defaultEpochs(task, choice);
  const lossName = wishes.loss ?? defaultLoss(task);
  const scheduleName = wishes.schedule ?? choice.schedule;
  const activationName = wishes.activation ?? "relu";
  const run = { initial: learningRate, examples, batchSize: batchSize === "full" ? examples : batchSize, epochs };
  return {
    optimizer,
    make: choice.make,
    lossName,
    loss: lossFor(task, lossName),
    scheduleName,
    schedule: chosen("--schedule", scheduleName, schedules)(run),
    learningRate,
    batchSize,
    epochs,
    sizes,
    activationName,
    activation: chosen("--activation", activationName, activations),
    seed,
  };
}
