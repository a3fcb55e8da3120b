import { setImmediate } from "node:timers/promises";
import type { Target } from "@adjoint/compile";
import { epochs, trainTestSplit } from "@adjoint/data";
import { foldIn, isTensor, slice, type Tensor, tensor } from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";
import type { Examples, Task } from "./data/task.ts";
import { type Engine, engineFor } from "./engine.ts";
import { evaluate } from "./evaluate.ts";
import { Interruption } from "./interruption.ts";
import type { Tensors } from "./model.ts";
import type { Settings } from "./settings.ts";
import { type Best, type EpochResult, keysOf, startOf, type TrainingState } from "./training-state.ts";
import { UserError } from "./user-error.ts";

export interface TrainingResult {
  readonly params: Tensors;
  readonly state: Tensors;
  readonly epochs: readonly EpochResult[];
  /** The epoch of the parameters: the last one, or with early stopping the best. */
  readonly epoch: number;
  readonly steps: number;
  /** Of training alone, without the evaluations. */
  readonly seconds: number;
  readonly trainLoss: number;
  readonly testLoss: number;
  readonly testAccuracy: number | null;
}

/** What may be done on the way. */
export interface TrainingOptions {
  readonly target?: Target | undefined;
  /** Where to go on from; default: the start. */
  readonly from?: TrainingState | undefined;
  readonly onEpoch?: ((result: EpochResult) => void) | undefined;
  /** After each step, with a way to the state that a run can go on from. */
  readonly onStep?: ((state: TrainingState) => void) | undefined;
  /** Ends the run between two steps. */
  readonly signal?: AbortSignal | undefined;
}

/** How long signals and the display wait for their turn, in milliseconds. */
const TURN = 50;

/**
 * Trains to the last epoch, or until `patience` epochs brought nothing better.
 * @throws UserError when the loss stops being finite; Interruption when it was told to stop.
 */
export async function trainModel(
  task: Task,
  settings: Settings,
  options: TrainingOptions = {},
): Promise<TrainingResult> {
  const engine = engineFor(settings, options.target);
  try {
    const { rows, validation } = heldOut(task, settings);
    const final = await run(task, settings, engine, rows, validation, options);
    return resultOf(task, settings, engine, rows, final);
  } finally {
    engine.dispose();
  }
}

/** With early stopping, a tenth of the training rows is for that and not learned from: of a text the last one. */
function heldOut(
  task: Task,
  settings: Settings,
): { readonly rows: Examples; readonly validation: Examples | undefined } {
  if (settings.choices.patience === null) return { rows: task.train, validation: undefined };
  if (task.kind === "text") {
    const windows = task.train.x.shape[0]!;
    const cut = Math.floor((9 * windows) / 10);
    const part = ({ x, y }: Examples, range: [number, number]): Examples => ({
      x: slice(x, [range]),
      y: slice(y, [range]),
    });
    // windows overlap by half: the one on the cut belongs to neither part
    return { rows: part(task.train, [0, cut - 1]), validation: part(task.train, [cut, windows]) };
  }
  const { train, test } = trainTestSplit(
    { x: task.train.x, y: task.train.y },
    { fraction: 0.1, key: keysOf(settings).validation },
  );
  return { rows: train, validation: test };
}

async function run(
  task: Task,
  settings: Settings,
  engine: Engine,
  rows: Examples,
  validation: Examples | undefined,
  { from, onEpoch, onStep, signal }: TrainingOptions,
): Promise<TrainingState> {
  const keys = keysOf(settings);
  const { batchSize, epochs: last } = settings.choices;
  let now = from ?? startOf(task, settings);
  let turn = performance.now();
  if (isOver(now, settings)) return now;
  const source = epochs({ x: rows.x, y: rows.y }, { batchSize, key: keys.shuffle, epochs: last, from: now.cursor });
  for (const { x, y } of source) {
    const begin = performance.now();
    const { loss, ...learned } = engine.step(now, foldIn(keys.dropout, now.steps), x, y);
    const count = x.shape[0]!;
    now = {
      ...now,
      ...learned,
      cursor: source.cursor,
      steps: now.steps + 1,
      total: now.total + loss.item() * count,
      seen: now.seen + count,
      milliseconds: now.milliseconds + performance.now() - begin,
    };
    if (now.cursor.batch === 0) {
      now = afterEpoch(task, settings, engine, validation, now);
      onEpoch?.(now.history.at(-1)!);
    }
    onStep?.(now);
    if (performance.now() - turn > TURN || now.cursor.batch === 0) {
      await setImmediate(); // signals and the display get their turn
      turn = performance.now();
      if (signal?.aborted) throw new Interruption(now);
    }
    if (isOver(now, settings)) break;
  }
  return now;
}

/** Is there nothing left to do? */
const isOver = ({ cursor, best, history }: TrainingState, { choices: { epochs: last, patience } }: Settings): boolean =>
  cursor.batch === 0 &&
  (cursor.epoch >= last || (best !== null && patience !== null && history.length - best.epoch >= patience));

/** The state with the epoch that is over in its history. */
function afterEpoch(
  task: Task,
  settings: Settings,
  { predict }: Engine,
  validation: Examples | undefined,
  now: TrainingState,
): TrainingState {
  const { params, state, total, seen, cursor, steps, milliseconds, history, best } = now;
  if (!Number.isFinite(total))
    throw new UserError(
      `${settings.choices.optimizer} diverged in epoch ${cursor.epoch}: the loss is ${total}; try a --learning-rate below ${settings.choices.learningRate}`,
    );
  const of = (examples: Examples) => evaluate(task, settings, predict(params, state, examples.x), examples);
  const { loss: testLoss, accuracy: testAccuracy } = of(task.test);
  const validationLoss = validation ? of(validation).loss : null;
  const result: EpochResult = {
    epoch: cursor.epoch,
    steps,
    seconds: milliseconds / 1000,
    learningRate: settings.schedule(steps - 1),
    loss: total / seen,
    testLoss,
    testAccuracy,
    validationLoss,
  };
  return { ...now, total: 0, seen: 0, history: [...history, result], best: better(best, result, now) };
}

/** The best model so far. The next step takes the tensors of this one: they are copied. */
function better(
  best: Best | null,
  { epoch, validationLoss }: EpochResult,
  { params, state }: TrainingState,
): Best | null {
  if (validationLoss === null || (best && !(validationLoss < best.loss))) return best;
  return { epoch, loss: validationLoss, params: copyOf(params), state: copyOf(state) };
}

const copyOf = (tree: Tensors): Tensors =>
  mapTree(
    (leaf: Tensor) =>
      isTensor(leaf) ? tensor(leaf.dataSync().slice(), { shape: leaf.shape, dtype: leaf.dtype }) : leaf,
    tree,
  ) as Tensors; // the same form

function resultOf(
  task: Task,
  settings: Settings,
  { predict }: Engine,
  rows: Examples,
  final: TrainingState,
): TrainingResult {
  const { params, state } = final.best ?? final;
  const of = (examples: Examples) => evaluate(task, settings, predict(params, state, examples.x), examples);
  const test = of(task.test);
  return {
    params,
    state,
    epochs: final.history,
    epoch: final.best?.epoch ?? final.history.length,
    steps: final.steps,
    seconds: final.milliseconds / 1000,
    trainLoss: of(task.kind === "text" ? firstWindows(rows, task.test.x.shape[0]!) : rows).loss,
    testLoss: test.loss,
    testAccuracy: test.accuracy,
  };
}

/** As many windows as there are to test on: they say as much, and a text has many. */
const firstWindows = ({ x, y }: Examples, count: number): Examples => ({
  x: slice(x, [[0, count]]),
  y: slice(y, [[0, count]]),
});
