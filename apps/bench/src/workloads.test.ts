import { flattenTree } from "@adjoint/tree";
import { expect, test } from "vitest";
import { HostArray } from "./host-array.ts";
import { ADAM_BYTES, ADAM_OPERATIONS, type TrainingWorkload } from "./workload.ts";
import { cnn } from "./workloads/cnn.ts";
import { digitsMlp } from "./workloads/digits-mlp.ts";
import { gpt } from "./workloads/gpt.ts";
import { mnistMlp } from "./workloads/mnist-mlp.ts";
import { workloads } from "./workloads.ts";

const isArray = (leaf: unknown): leaf is HostArray => leaf instanceof HostArray;
const countOf = (tree: Record<string, unknown>): number =>
  flattenTree<HostArray, never>(isArray, tree as never).leaves.reduce((count, { values }) => count + values.length, 0);

test("names are unique", () => {
  expect(new Set(workloads.map(({ name }) => name)).size).toBe(workloads.length);
});

test.each([
  [digitsMlp, 64 * 64 + 64 + 64 * 10 + 10],
  [mnistMlp, 784 * 256 + 256 + 256 * 128 + 128 + 128 * 10 + 10],
  [cnn, 8 * 9 + 8 + 16 * 8 * 9 + 16 + 16 * 7 * 7 * 10 + 10],
  // embeddings; two blocks of norms, attention, projection, expansion and contraction; the last norm; the head
  [
    gpt,
    (65 + 64) * 128 +
      2 * (2 * 256 + 128 * 384 + 384 + 128 * 128 + 128 + 128 * 512 + 512 + 512 * 128 + 128) +
      256 +
      128 * 65 +
      65,
  ],
])("$name has the parameters of its description, and its costs count them", (workload: TrainingWorkload, count) => {
  const { params, batch } = workload.start();
  expect(countOf(params)).toBe(count);
  expect(workload.bytes).toBe(ADAM_BYTES * count + 4 * countOf(batch));
  expect(workload.operations).toBeGreaterThan(ADAM_OPERATIONS * count);
});

test("gpt has 421,697 parameters", () => {
  expect(countOf(gpt.start().params)).toBe(421_697);
});

test("products are counted once forward, once for weights, and once for inputs where those have a gradient", () => {
  const productsOf = ({ operations, start }: TrainingWorkload): number =>
    (operations - ADAM_OPERATIONS * countOf(start().params)) / 2;
  expect(productsOf(mnistMlp)).toBe(128 * (2 * 784 * 256 + 3 * 256 * 128 + 3 * 128 * 10));
  expect(productsOf(cnn)).toBe(64 * (2 * 28 * 28 * 8 * 9 + 3 * 14 * 14 * 16 * 72 + 3 * 784 * 10));
  const pairs = (64 * 65) / 2; // of a token with itself and those before it
  const perToken = 2 * (128 * 384 + 128 * 128 + 2 * 128 * 512) + 128 * 65;
  expect(productsOf(gpt)).toBe(3 * 8 * (64 * perToken + 2 * pairs * 2 * 128));
});

test("labels and tokens are classes", () => {
  for (const { start } of [digitsMlp, gpt]) {
    const { labels } = start().batch;
    expect(labels.values).toBeInstanceOf(Int32Array);
    expect(Math.min(...labels.values)).toBe(0);
  }
  expect(Math.max(...digitsMlp.start().batch.labels.values)).toBe(9);
  expect(Math.max(...gpt.start().batch.inputs.values)).toBe(64);
});
