import { batchCount } from "@adjoint/data";
import type { Task } from "../data/task.ts";
import { chosen } from "../user-error.ts";
import { defaultLoss } from "./losses.ts";
import { type ModelChoice, modelFor, type RunDefaults } from "./models.ts";
import { type OptimizerChoice, optimizers } from "./optimizers.ts";

/** Everything that decides a run, as plain data: the same choices and task give the same bits on the same target. */
export interface Choices {
  readonly optimizer: string;
  readonly model: string;
  readonly loss: string;
  readonly schedule: string;
  readonly learningRate: number;
  readonly batchSize: number | "full";
  readonly epochs: number;
  /** One number for each hidden layer. */
  readonly hidden: readonly number[];
  readonly activation: string;
  readonly dropout: number;
  /** Of each block of a transformer. */
  readonly heads: number;
  /** The largest norm of the gradients; null: any. */
  readonly clip: number | null;
  readonly weightDecay: number;
  /** Epochs without an improvement on held-out rows, after which a run ends; null: it never does. */
  readonly patience: number | null;
  readonly seed: number;
}

/** What the command line says; what it leaves out follows from the task, the model and the optimizer. */
export type Wishes = { readonly [K in keyof Choices]?: Choices[K] | undefined } & Pick<Choices, "optimizer" | "seed">;

/** An epoch of few rows is a few steps: a run by batches takes this many at least, but for a regression. */
const FEWEST_STEPS = 1000;

export function decide(task: Task, wishes: Wishes): Choices {
  const [model, choice] = modelFor(task, wishes.model);
  const optimizer = chosen("--optimizer", wishes.optimizer, optimizers);
  const defaults = {
    loss: defaultLoss(task),
    heads: 4,
    clip: null,
    weightDecay: 0,
    patience: null,
    ...choice.defaults(task),
    ...defaultRun(task, wishes.optimizer, optimizer, choice),
  };
  const said = Object.fromEntries(Object.entries(wishes).filter(([, value]) => value !== undefined));
  return { ...defaults, ...said, model, optimizer: wishes.optimizer, seed: wishes.seed };
}

/** What suits the optimizer, and the model where it is more particular. */
function defaultRun(task: Task, name: string, optimizer: OptimizerChoice, { run }: ModelChoice): RunDefaults {
  const { batchSize, schedule, defaults } = optimizer;
  const { epochs, learningRate } = defaults[task.kind === "regression" ? "regression" : "classification"];
  const ofOptimizer = { batchSize, schedule, learningRate, epochs: run?.epochs ?? epochs };
  const chosenRun = name === "adam" && run ? run : ofOptimizer;
  if (task.kind === "regression" || chosenRun.batchSize === "full") return chosenRun;
  const steps = batchCount(task.train.x.shape[0]!, { batchSize: chosenRun.batchSize });
  return { ...chosenRun, epochs: Math.max(chosenRun.epochs, Math.ceil(FEWEST_STEPS / steps)) };
}
