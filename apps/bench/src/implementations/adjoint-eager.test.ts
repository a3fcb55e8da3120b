import { mapTree } from "@adjoint/tree";
import { describe, expect, test } from "vitest";
import type { HostArray } from "../host-array.ts";
import { check } from "../serve.ts";
import { naiveLosses, type Wide, widened } from "../testing/naive-models.ts";
import { ADAM, type FunctionWorkload, type TrainingWorkload, type Workload } from "../workload.ts";
import { convolutional } from "../workloads/convolutional.ts";
import { elementwiseChain } from "../workloads/elementwise-chain.ts";
import { layerNorm } from "../workloads/layer-norm.ts";
import { logSumExp } from "../workloads/log-sum-exp.ts";
import { matmul } from "../workloads/matmul.ts";
import { optimizerStep } from "../workloads/optimizer-step.ts";
import { perceptron } from "../workloads/perceptron.ts";
import { softmax } from "../workloads/softmax.ts";
import { transformer } from "../workloads/transformer.ts";
import { implementation } from "./adjoint-eager.ts";

async function valuesOf(workload: Workload, steps: number): Promise<number[]> {
  const { values } = await check(await implementation.prepare(workload), workload.kind, steps);
  return [...values];
}

function expectClose(actual: readonly number[], expected: readonly number[], tolerance: number): void {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((x, i) =>
    expect(Math.abs(actual[i]! - x)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(x))),
  );
}

const tiny: readonly TrainingWorkload[] = [
  perceptron("tiny", [3, 4, 3], 5),
  convolutional("tiny", { batch: 2, side: 4, channels: [2, 3], classes: 3 }),
  transformer("tiny", { batch: 2, context: 3, vocabulary: 5, width: 4, layers: 2, heads: 2 }),
];

describe.each(tiny)("a tiny $model", (workload) => {
  test("its first loss is that of loops over numbers, its second one that after the first step of Adam", async () => {
    const { params, batch } = widened<{ params: unknown; batch: unknown }>(workload.start());
    const loss = naiveLosses[workload.model] as (params: unknown, batch: unknown, settings: object) => number; // of this model
    const lossNow = (): number => loss(params, batch, workload.settings);
    const first = lossNow();
    // m and v are g and g^2 after the corrections of the first step
    const updates: (() => void)[] = [];
    const width = 1e-5;
    mapTree(({ values }: Wide) => {
      values.forEach((x, i) => {
        values[i] = x + width;
        const above = lossNow();
        values[i] = x - width;
        const gradient = (above - lossNow()) / (2 * width);
        values[i] = x;
        updates.push(() => {
          values[i] = x - (workload.learningRate * gradient) / (Math.abs(gradient) + ADAM.epsilon);
        });
      });
    }, params);
    for (const update of updates) update();
    const second = lossNow();
    expect(first - second).toBeGreaterThan(1e-3);
    expectClose(await valuesOf(workload, 2), [first, second], 3e-6);
  });
});

const rowsOf = ([x]: readonly HostArray[], columns: number): number[][] =>
  Array.from({ length: x!.values.length / columns }, (_, i) => [...x!.values.subarray(i * columns, (i + 1) * columns)]);
const sum = (numbers: readonly number[]): number => numbers.reduce((total, x) => total + x, 0);

const functionCases: readonly [FunctionWorkload, (inputs: readonly HostArray[]) => number[]][] = [
  [
    matmul(5),
    (inputs) => {
      const [a, b] = inputs.map((input) => rowsOf([input], 5));
      return a!.flatMap((row) => b!.map((_, j) => sum(row.map((x, k) => x * b![k]![j]!))));
    },
  ],
  [softmax(3, 4), (inputs) => rowsOf(inputs, 4).flatMap((row) => row.map((x) => Math.exp(x) / sum(row.map(Math.exp))))],
  [logSumExp(3, 4), (inputs) => rowsOf(inputs, 4).map((row) => Math.log(sum(row.map(Math.exp))))],
  [
    layerNorm(3, 4),
    (inputs) =>
      rowsOf(inputs, 4).flatMap((row) => {
        const mean = sum(row) / 4;
        const deviation = Math.sqrt(sum(row.map((x) => (x - mean) ** 2)) / 4 + 1e-5);
        return row.map((x, i) => ((x - mean) / deviation) * inputs[1]!.values[i]! + inputs[2]!.values[i]!);
      }),
  ],
  [
    elementwiseChain(7),
    ([x, y]) => [...x!.values].map((a, i) => Math.max(0, a * y!.values[i]! + a) / 2 - y!.values[i]!),
  ],
];

test.each(functionCases)("$name is its formula", async (workload, formula) => {
  expectClose(await valuesOf(workload, 1), formula(workload.inputs()), 1e-6);
});

test("three steps of adam and of sgd are those of their papers", async () => {
  const costs = { operations: 1, bytes: 1 };
  const [adam, sgd] = (["adam", "sgd"] as const).map((optimizer) =>
    optimizerStep({ name: "tiny", optimizer, learningRate: 1e-2 }, 6, costs),
  );
  const { params, gradients } = adam!.start();
  const { beta1, beta2, epsilon } = ADAM;
  const byAdam = [...params.values].map((start, i) => {
    const g = gradients.values[i]!;
    let [p, m, v] = [start, 0, 0];
    for (let t = 1; t <= 3; t++) {
      m = beta1 * m + (1 - beta1) * g;
      v = beta2 * v + (1 - beta2) * g * g;
      p -= (1e-2 * (m / (1 - beta1 ** t))) / (Math.sqrt(v / (1 - beta2 ** t)) + epsilon);
    }
    return p;
  });
  expectClose(await valuesOf(adam!, 3), byAdam, 1e-7);
  const bySgd = [...params.values].map((p, i) => p - 3e-2 * gradients.values[i]!);
  expectClose(await valuesOf(sgd!, 3), bySgd, 1e-7);
});

test("a restart goes back to the start", async () => {
  const program = await implementation.prepare(tiny[0]!);
  const first = await check(program, "training", 2);
  expect((await check(program, "training", 2)).values).toEqual(first.values);
});
