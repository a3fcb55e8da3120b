import type { EpochCursor } from "@adjoint/data";
import { type RandomKey, randomKey, splitKey } from "@adjoint/tensor";
import type { Task } from "./data/task.ts";
import type { Learned } from "./engine.ts";
import type { Tensors } from "./model.ts";
import type { Settings } from "./settings.ts";

/** After an epoch: the mean of its losses, and how good the model is on rows that it does not learn from. */
export interface EpochResult {
  readonly epoch: number;
  readonly steps: number;
  readonly seconds: number;
  readonly learningRate: number;
  readonly loss: number;
  readonly testLoss: number;
  /** null for a regression. */
  readonly testAccuracy: number | null;
  /** On the rows held out for early stopping; null without it. */
  readonly validationLoss: number | null;
}

/** The model of the epoch that was best on the rows held out. */
export interface Best {
  readonly epoch: number;
  readonly loss: number;
  readonly params: Tensors;
  readonly state: Tensors;
}

/** Where a run is between two steps: with it and the settings it goes on as if it had never stopped. */
export interface TrainingState extends Learned {
  /** The batch that comes next. */
  readonly cursor: EpochCursor;
  readonly steps: number;
  /** Of training alone, without evaluations. */
  readonly milliseconds: number;
  /** Of the epoch under way: the sum of the losses of its rows, and how many these are. */
  readonly total: number;
  readonly seen: number;
  readonly history: readonly EpochResult[];
  readonly best: Best | null;
}

/** What a run draws from. */
export interface Keys {
  readonly init: RandomKey;
  readonly shuffle: RandomKey;
  readonly dropout: RandomKey;
  readonly validation: RandomKey;
}

export function keysOf({ choices: { seed } }: Settings): Keys {
  const [init, shuffle, dropout, validation] = splitKey(randomKey(seed), 4);
  return { init, shuffle, dropout, validation };
}

/** The start of a run, the same for every optimizer. */
export function startOf(task: Task, settings: Settings): TrainingState {
  const { model, optimizer } = settings;
  const params = model.init(keysOf(settings).init, task.inputShape);
  return {
    params,
    state: model.initState(task.inputShape),
    moments: optimizer.init(params),
    cursor: { epoch: 0, batch: 0 },
    steps: 0,
    milliseconds: 0,
    total: 0,
    seen: 0,
    history: [],
    best: null,
  };
}
