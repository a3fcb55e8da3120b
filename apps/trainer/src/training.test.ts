import { globalNorm } from "@adjoint/optimizers";
import { describe, expect, test } from "vitest";
import type { Wishes } from "./choices/choices.ts";
import { optimizers } from "./choices/optimizers.ts";
import { targets } from "./choices/targets.ts";
import { readTask } from "./data/read-task.ts";
import type { Task } from "./data/task.ts";
import { type Settings, settingsFor } from "./settings.ts";
import { bitsOf } from "./testing/bits-of.ts";
import { epochsWithoutTimes } from "./testing/without-times.ts";
import { type TrainingResult, trainModel } from "./train-model.ts";

const digits = await readTask({ dataset: "digits" });

const trained = async (task: Task, wishes: Partial<Wishes> & { readonly optimizer: string }): Promise<TrainingResult> =>
  trainModel(task, settings(task, wishes), { target: await targets["wasm"]!() });
const settings = (task: Task, wishes: Partial<Wishes> & { readonly optimizer: string }): Settings =>
  settingsFor(task, { seed: 0, ...wishes });

describe("on handwritten digits, with its own settings", () => {
  test.each(Object.keys(optimizers))("%s reaches 0.96 on the test rows", { timeout: 120_000 }, async (optimizer) => {
    const { testAccuracy } = await trained(digits, { optimizer });
    expect(testAccuracy).toBeGreaterThanOrEqual(0.96);
  });

  test("adam reaches 0.97 in the median of five seeds", async () => {
    const accuracies: number[] = [];
    for (const seed of [0, 1, 2, 3, 4])
      accuracies.push((await trained(digits, { optimizer: "adam", seed })).testAccuracy!);
    expect(accuracies.sort((a, b) => a - b)[2]).toBeGreaterThanOrEqual(0.97);
  });

  test("a convolutional network reaches 0.985 on the test rows", { timeout: 180_000 }, async () => {
    const { testAccuracy } = await trained(digits, { optimizer: "adam", model: "cnn" });
    expect(testAccuracy).toBeGreaterThanOrEqual(0.985);
  });

  test("there are 1437 rows to train on and 360 to test on", () => {
    expect(digits.train.x.shape).toEqual([1437, 64]);
    expect(digits.test.x.shape).toEqual([360, 64]);
    expect(Array.from(digits.test.y.dataSync().slice(0, 3))).toEqual([0, 5, 0]); // rows 0, 5 and 10 of the file
  });
});

test.each(Object.keys(optimizers))("%s reaches 0.93 on iris", async (optimizer) => {
  const { testAccuracy } = await trained(await readTask({ dataset: "iris" }), { optimizer });
  expect(testAccuracy).toBeGreaterThanOrEqual(0.93);
});

test.each(Object.keys(optimizers))("%s beats the mean by 40 % in squared error on diabetes", async (optimizer) => {
  const task = await readTask({ dataset: "diabetes" });
  const { testLoss, testAccuracy } = await trained(task, { optimizer });
  expect(testAccuracy).toBeNull();
  const [train, test] = [task.train, task.test].map(({ y }) => Array.from(task.inUnits(y).dataSync())) as [
    number[],
    number[],
  ];
  const mean = train.reduce((total, y) => total + y, 0) / train.length;
  const spread = test.reduce((total, y) => total + (y - mean) ** 2, 0) / test.length;
  expect(spread).toBeGreaterThan(4000); // in the unit of the file
  expect(testLoss).toBeLessThanOrEqual(0.6 * spread);
});

test("the same seed gives the same bits, another seed others", async () => {
  const run = (seed: number) => trained(digits, { optimizer: "adam", epochs: 2, seed });
  const [first, second, other] = [await run(7), await run(7), await run(8)];
  const bits = ({ params }: TrainingResult): Uint8Array => bitsOf({ params });
  expect(bits(second)).toEqual(bits(first));
  expect(epochsWithoutTimes(second.epochs)).toEqual(epochsWithoutTimes(first.epochs));
  expect(bits(other)).not.toEqual(bits(first));
});

const wishes: Partial<Wishes>[] = [
  ...["cross-entropy", "hinge", "mean-squared-error", "mean-absolute-error"].map((loss) => ({ loss })),
  ...["relu", "tanh", "sigmoid", "leaky-relu", "elu", "gelu", "silu"].map((activation) => ({ activation })),
  ...["constant", "linear-decay", "robbins-monro", "cosine", "warmup-cosine", "exponential"].map((schedule) => ({
    schedule,
  })),
  { dropout: 0.1 },
  { clip: 0.1 },
  { weightDecay: 0.01 },
  { hidden: [] },
  { hidden: [8, 4] },
];

test.each(wishes)("%j lowers the loss of iris", async (wish) => {
  const iris = await readTask({ dataset: "iris" });
  const { epochs } = await trained(iris, { optimizer: "adam", learningRate: 0.01, epochs: 30, ...wish });
  expect(epochs.at(-1)!.loss).toBeLessThan(0.9 * epochs[0]!.loss);
});

test("early stopping ends where held-out rows get no better, and keeps the best epoch", async () => {
  const task = await readTask({ dataset: "diabetes" });
  const wishes = {
    optimizer: "adam",
    hidden: [64],
    learningRate: 0.01,
    schedule: "constant",
    epochs: 200,
    patience: 5,
  };
  const { epochs, epoch, testLoss } = await trained(task, wishes);
  expect(epochs.length).toBeLessThan(200);
  expect(epoch).toBe(epochs.length - 5);
  const losses = epochs.map(({ validationLoss }) => validationLoss!);
  expect(losses.indexOf(Math.min(...losses))).toBe(epoch - 1);
  expect(testLoss).toBe(epochs[epoch - 1]!.testLoss);
});

test("weights that decay end smaller", async () => {
  const iris = await readTask({ dataset: "iris" });
  const norm = async (optimizer: string, weightDecay: number): Promise<number> => {
    const { params } = await trained(iris, { optimizer, epochs: 40, weightDecay });
    return globalNorm(params as never);
  };
  // decoupled, Adam takes the rate times the decay times the weights; coupled, a decay is a gradient
  expect(await norm("adam", 1)).toBeLessThan(0.9 * (await norm("adam", 0)));
  expect(await norm("sgd", 0.1)).toBeLessThan(0.9 * (await norm("sgd", 0)));
});

test("on gpu.js a network learns what it learns elsewhere, dropout included", { timeout: 120_000 }, async () => {
  const losses = await Promise.all(
    ["webasm", "wasm"].map(async (name) => {
      const run = settings(digits, { optimizer: "adam", model: "mlp", hidden: [16], epochs: 2 });
      return (await trainModel(digits, run, { target: await targets[name]!() })).trainLoss;
    }),
  );
  expect(losses[0]).toBeCloseTo(losses[1]!, 4);
});
