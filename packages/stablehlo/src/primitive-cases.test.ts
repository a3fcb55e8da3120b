import { grad } from "@adjoint/autodiff";
import { compile, interpreter, separateHost } from "@adjoint/compile";
import { type EngineCase, engineCases, gradientCases, largestDifference, valueCases } from "@adjoint/compile/testing";
import { describe, expect, test } from "vitest";
import { evaluateModule } from "./testing/evaluate-module.ts";
import { toStableHlo } from "./to-stable-hlo.ts";

function differenceOf({ run, inputs }: EngineCase): number {
  const graph = compile(run).graph(...inputs);
  const scalars = interpreter.build(separateHost(graph).host).run(inputs);
  const [got] = evaluateModule(toStableHlo(graph), [...inputs, ...scalars]);
  return largestDifference(got!, run(...inputs));
}

describe.each([
  ["float32", 1e-5],
  ["float64", 1e-11],
] as const)("%s", (dtype, tolerance) => {
  test.each(valueCases(dtype))("$name", (row) => {
    expect(differenceOf(row)).toBeLessThanOrEqual(tolerance);
  });
});

test.each(gradientCases("float32", grad))("$name", (row) => {
  expect(differenceOf(row)).toBeLessThanOrEqual(1e-5);
});

test.each(engineCases)("$name", (row) => {
  expect(differenceOf(row)).toBeLessThanOrEqual(1e-6);
});
