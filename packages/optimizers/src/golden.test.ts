import { readFileSync } from "node:fs";
import type { Tensor } from "@adjoint/tensor";
import { fromGolden, type GoldenTensor, relativeError } from "@adjoint/tensor/testing";
import { describe, expect, test } from "vitest";
import * as optimizers from "./index.ts";
import { applyUpdates, type GradientTransform } from "./index.ts";

interface Leaves<T> {
  readonly w: T;
  readonly b: T;
}
interface GoldenCase {
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly rates?: readonly number[];
  readonly trajectory: readonly Leaves<GoldenTensor>[];
  readonly at: readonly number[];
}
interface Golden {
  readonly init: Leaves<GoldenTensor>;
  readonly grads: readonly Leaves<GoldenTensor>[];
  readonly cases: readonly GoldenCase[];
}
const golden = JSON.parse(readFileSync(new URL("./testing/golden/optimizers.json", import.meta.url), "utf8")) as Golden;

type Make = (options: Readonly<Record<string, unknown>>) => GradientTransform<unknown>;
const makers = optimizers as unknown as Readonly<Record<string, Make>>;
const known = golden.cases.filter(({ name }) => name in makers);

const toTree = ({ w, b }: Leaves<GoldenTensor>, dtype: "float32" | "float64"): Leaves<Tensor> => ({
  w: fromGolden(w, dtype),
  b: fromGolden(b, dtype),
});

test("all of the file are compared", () => {
  expect(known).toHaveLength(golden.cases.length);
  expect(golden.cases.length).toBeGreaterThan(25);
});

describe.each([
  ["float32", 3e-5],
  ["float64", 1e-7],
] as const)("%s", (dtype, tolerance) => {
  test.each(known)("$name $options follows the reference", ({ name, options, rates, trajectory, at }) => {
    const learningRate = rates ? (step: number) => rates[step]! : options["learningRate"];
    const optimizer = makers[name]!({ ...options, learningRate });
    let params = toTree(golden.init, dtype);
    let state = optimizer.init(params);
    golden.grads.forEach((gradients, step) => {
      const [updates, next] = optimizer.update(toTree(gradients, dtype), state, params);
      params = applyUpdates(params, updates);
      state = next;
      const seen = trajectory[at.indexOf(step + 1)];
      if (!seen) return;
      expect(relativeError(params.w, seen.w)).toBeLessThanOrEqual(tolerance);
      expect(relativeError(params.b, seen.b)).toBeLessThanOrEqual(tolerance);
    });
    expect(at.every((step) => step <= golden.grads.length)).toBe(true);
  });
});
