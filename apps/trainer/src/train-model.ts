import { setImmediate } from "node:timers/promises";
import { valueAndGrad } from "@adjoint/autodiff";
import { batches } from "@adjoint/data";
import { applyUpdates } from "@adjoint/optimizers";
import { foldIn, type RandomKey, randomKey, splitKey, type Tensor } from "@adjoint/tensor";
import { evaluate } from "./evaluate.ts";
import { applyPerceptron, initPerceptron, type Perceptron } from "./multilayer-perceptron.ts";
import type { Settings } from "./settings.ts";
import type { Task } from "./task.ts";
import { UserError } from "./user-error.ts";

/** After an epoch: the mean of its losses, and the accuracy on the test rows (null for a regression). */
export interface EpochResult {
  readonly epoch: number;
  readonly loss: number;
  readonly testAccuracy: number | null;
}

export interface TrainingResult {
  readonly params: Perceptron;
  readonly epochs: readonly EpochResult[];
  readonly steps: number;
  /** Of training alone, without the evaluations. */
  readonly seconds: number;
  readonly trainLoss: number;
  readonly testLoss: number;
  readonly testAccuracy: number | null;
}

/** The loss of a batch and its gradients. */
export function batchGradient(settings: Settings): (params: Perceptron, x: Tensor, y: Tensor) => [Tensor, Perceptron] {
  const { loss, activation } = settings;
  return valueAndGrad((params: Perceptron, x: Tensor, y: Tensor) => loss(applyPerceptron(params, x, activation), y));
}

/** The start of a run, the same for every optimizer, and the key that shuffles each epoch. */
export function startOf({ seed, sizes }: Settings): { start: Perceptron; shuffleKey: RandomKey } {
  const [initKey, shuffleKey] = splitKey(randomKey(seed));
  return { start: initPerceptron(initKey, sizes), shuffleKey };
}

/** Trains from the start to the last epoch. @throws UserError when the loss stops being finite. */
export async function trainModel(
  task: Task,
  settings: Settings,
  onEpoch: (result: EpochResult) => void = () => {},
): Promise<TrainingResult> {
  const gradientOf = batchGradient(settings);
  const optimizer = settings.make(settings.schedule);
  const { start, shuffleKey } = startOf(settings);
  let params = start;
  let state = optimizer.init(params);
  let steps = 0;
  let milliseconds = 0;
  const epochs: EpochResult[] = [];
  for (let epoch = 1; epoch <= settings.epochs; epoch++) {
    const begin = performance.now();
    let total = 0;
    let seen = 0;
    const { batchSize } = settings;
    for (const { x, y } of batches(task.train, { batchSize, key: foldIn(shuffleKey, epoch) })) {
      const [loss, gradients] = gradientOf(params, x, y);
      const [updates, next] = optimizer.update(gradients, state, params);
      params = applyUpdates(params, updates);
      state = next;
      steps++;
      seen += x.shape[0]!;
      total += loss.item() * x.shape[0]!;
    }
    milliseconds += performance.now() - begin;
    if (!Number.isFinite(total))
      throw new UserError(
        `${settings.optimizer} diverged in epoch ${epoch}: the loss is ${total}; try a --learning-rate below ${settings.learningRate}`,
      );
    const { accuracy: testAccuracy } = evaluate(task, settings, params, task.test);
    const result = { epoch, loss: total / seen, testAccuracy };
    epochs.push(result);
    onEpoch(result);
    await setImmediate(); // signals and the progress bar get their turn
  }
  const train = evaluate(task, settings, params, task.train);
  const test = evaluate(task, settings, params, task.test);
  return {
    params,
    epochs,
    steps,
    seconds: milliseconds / 1000,
    trainLoss: train.loss,
    testLoss: test.loss,
    testAccuracy: test.accuracy,
  };
}
