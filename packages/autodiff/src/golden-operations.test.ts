import { readFileSync } from "node:fs";
import * as t from "@adjoint/tensor";
import { isFloat, type Tensor } from "@adjoint/tensor";
import { fromGolden, type GoldenTensor, relativeError } from "@adjoint/tensor/testing";
import { describe, expect, test } from "vitest";
import { vjp } from "./vjp.ts";

interface GoldenCase {
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly inputs: readonly GoldenTensor[];
  readonly output: GoldenTensor;
  readonly cotangent: GoldenTensor;
  readonly grads: readonly GoldenTensor[];
}
const file = new URL("./testing/golden/operations.json", import.meta.url);
const cases = JSON.parse(readFileSync(file, "utf8")) as readonly GoldenCase[];

type Operation = (...operands: unknown[]) => Tensor;
const operations = t as unknown as Readonly<Record<string, Operation>>;

/** Operations take their operands and then their options; three have another form. */
function run({ name, options }: GoldenCase, inputs: readonly Tensor[]): Tensor {
  if (name === "concat") return t.concat(inputs, options);
  if (name === "pad") return operations["pad"]!(...inputs, options["padding"]);
  if (name === "einsum") return operations["einsum"]!(options["equation"], ...inputs);
  return operations[name]!(...inputs, options);
}

test("there are cases, and each has an operation", () => {
  expect(cases.length).toBe(39);
  expect(cases.filter(({ name }) => !operations[name]).map(({ name }) => name)).toEqual([]);
});

// float64 is limited by the ten digits of the file: half a unit of the last is at most 5e-10 of the value
describe.each([
  ["float32", 1e-6],
  ["float64", 6e-10],
] as const)("%s", (dtype, tolerance) => {
  test.each(cases)("$name $options has the value and the gradients of the reference", (row) => {
    const inputs = row.inputs.map((input) => fromGolden(input, dtype));
    const floats = inputs.filter((x) => isFloat(x.dtype));
    const [output, pullback] = vjp((varied: readonly Tensor[]) => {
      let next = 0;
      const all = inputs.map((x) => (isFloat(x.dtype) ? varied[next++]! : x));
      return run(row, all);
    }, floats);
    expect(relativeError(output, row.output)).toBeLessThanOrEqual(tolerance);
    const gradients = pullback(fromGolden(row.cotangent, dtype));
    expect(gradients.length).toBe(row.grads.length);
    const errors = gradients.map((gradient, i) => relativeError(gradient, row.grads[i]!));
    for (const error of errors) expect(error).toBeLessThanOrEqual(2 * tolerance);
  });
});
