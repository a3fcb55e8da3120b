import { readFileSync } from "node:fs";
import { vjp } from "@adjoint/autodiff";
import { fromBuffer, onesLike, type Tensor } from "@adjoint/tensor";
import { fromGolden, type GoldenTensor, relativeError } from "@adjoint/tensor/testing";
import { describe, expect, test } from "vitest";
import * as losses from "../index.ts";

interface GoldenCase {
  readonly name: string;
  readonly options: Readonly<Record<string, number | GoldenTensor>>;
  readonly inputs: readonly GoldenTensor[];
  readonly wrt: number;
  readonly none: GoldenTensor;
  readonly mean: GoldenTensor;
  readonly sum: GoldenTensor;
  readonly grad_mean: GoldenTensor;
  readonly grad_sum: GoldenTensor;
}

const cases: readonly GoldenCase[] = JSON.parse(readFileSync(new URL("./golden/losses.json", import.meta.url), "utf8"));
const all: Readonly<Record<string, unknown>> = losses;
type Loss = (...inputs: readonly unknown[]) => Tensor;

const tolerances = { float32: 2e-5, float64: 1e-8 } as const;

describe.each(["float32", "float64"] as const)("golden values of PyTorch in %s", (dtype) => {
  test.each(cases.map((golden, i) => [`${golden.name} ${i}`, golden] as const))("%s", (_, golden) => {
    const loss = all[golden.name] as Loss; // the names are those of the exports
    const inputs = golden.inputs.map((input) => fromGolden(input, dtype));
    const options = Object.fromEntries(
      Object.entries(golden.options).map(([key, value]) => [
        key,
        typeof value === "number" ? value : fromGolden(value, dtype),
      ]),
    );
    const at = (x: Tensor, reduction: string): Tensor => {
      const moved = inputs.map((input, i) => (i === golden.wrt ? x : input));
      return loss(...moved, { ...options, reduction });
    };
    const x = inputs[golden.wrt]!;
    expect(relativeError(at(x, "none"), golden.none), "none").toBeLessThanOrEqual(tolerances[dtype]);
    for (const reduction of ["mean", "sum"] as const) {
      const [value, pullback] = vjp((moved: Tensor) => at(moved, reduction), x);
      expect(relativeError(value, golden[reduction]), `value of ${reduction}`).toBeLessThanOrEqual(tolerances[dtype]);
      const error = relativeError(pullback(onesLike(value)), golden[`grad_${reduction}`]);
      expect(error, `gradient of ${reduction}`).toBeLessThanOrEqual(2 * tolerances[dtype]);
    }
  });
});

test("an error shows: a tenth of a per mille in one value of many", () => {
  const [{ inputs, none }] = cases as [GoldenCase];
  const [predictions, targets] = inputs.map((input) => fromGolden(input, "float64")) as [Tensor, Tensor];
  const values = losses.meanSquaredError(predictions, targets, { reduction: "none" }).dataSync().slice();
  values[0] = values[0]! * 1.0001;
  expect(relativeError(fromBuffer(values, predictions), none)).toBeGreaterThan(5e-5);
});
