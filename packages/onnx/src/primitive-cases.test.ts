import { grad } from "@adjoint/autodiff";
import { compile } from "@adjoint/compile";
import { type EngineCase, engineCases, gradientCases, largestDifference, valueCases } from "@adjoint/compile/testing";
import type { Tensor } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { loadModel } from "./testing/run-model.ts";
import { toOnnx } from "./to-onnx.ts";

/** All cases in one model, since a session costs more than they do: the names of those that are off by more. */
async function wrongOnes(cases: readonly EngineCase[], tolerance: number): Promise<string[]> {
  const inputs = cases.map((row) => row.inputs);
  const program = compile((all: readonly (readonly Tensor[])[]) => cases.map(({ run }, i) => run(...all[i]!)));
  const model = await loadModel(toOnnx(program.graph(inputs)), true);
  const feeds = Object.fromEntries(inputs.flatMap((row, i) => row.map((x, k) => [`0/${i}/${k}`, x])));
  const onHost = cases.find(({ name }) => name === "onHost");
  const results = await model.run({ ...feeds, ...(onHost && { "host/0": onHost.run(...onHost.inputs) }) });
  return cases.flatMap(({ name, run }, i) => {
    const [got, expected] = [results[`result/${i}`]!, run(...inputs[i]!)];
    return largestDifference(got, expected) <= tolerance
      ? []
      : [`${name}: ${got.toString()} for ${expected.toString()}`];
  });
}

test("every row in single precision", async () => {
  expect(await wrongOnes(valueCases("float32"), 1e-5)).toEqual([]);
});

test("every row in double precision", async () => {
  expect(await wrongOnes(valueCases("float64"), 1e-11)).toEqual([]);
});

test("the gradient of every row", async () => {
  expect(await wrongOnes(gradientCases("float32", grad), 1e-5)).toEqual([]);
});

test("other types, the ends of each, random numbers", async () => {
  expect(await wrongOnes(engineCases, 1e-6)).toEqual([]);
});
