import { readFileSync } from "node:fs";
import { vjp } from "@adjoint/autodiff";
import { type DType, onesLike, type Tensor } from "@adjoint/tensor";
import { fromGolden, type GoldenTensor, relativeError } from "@adjoint/tensor/testing";
import { describe, expect, test } from "vitest";
import * as activations from "../index.ts";

interface GoldenCase {
  readonly name: string;
  readonly options: Readonly<Record<string, number | boolean>>;
  readonly case: string;
  readonly x: GoldenTensor;
  readonly cotangent?: GoldenTensor;
  readonly y: GoldenTensor;
  readonly grad: GoldenTensor;
}

const cases: readonly GoldenCase[] = JSON.parse(
  readFileSync(new URL("./golden/activations.json", import.meta.url), "utf8"),
);

/** The functions by name; each takes its own options, which the file states by the names of this package. */
const byName = activations as unknown as Readonly<
  Record<string, (x: Tensor, options: GoldenCase["options"]) => Tensor>
>;

/**
 * Gradients that the file has wrong, in closed form: PyTorch computes two with constants rounded to float32, and that of
 * the sigmoid as y (1 - y), which is 0 from x = 37 on.
 */
const exactGradients: Readonly<Record<string, (x: number) => number>> = {
  "celu ordinary": (x) => (x > 0 ? 1 : Math.exp(x / 1.3)),
  "hardSigmoid ordinary": (x) => (Math.abs(x) < 3 ? 1 / 6 : 0),
  "sigmoid extreme": (x) => Math.exp(-Math.abs(x)) / (1 + Math.exp(-Math.abs(x))) ** 2,
};

const gradientOf = ({ name, case: kind, x, grad }: GoldenCase): GoldenTensor => {
  const exact = exactGradients[`${name} ${kind}`];
  return exact ? { ...grad, data: x.data.map((at) => exact(Math.fround(Number(at)))) } : grad;
};

const tolerances: readonly (readonly [DType, number])[] = [
  ["float32", 2e-5],
  ["float64", 1e-8],
];

describe("golden values of PyTorch 2.13", () => {
  test("every function of the file is there", () => {
    const names = new Set(cases.map(({ name }) => name));
    expect(names.size).toBe(23);
    for (const name of names) expect(byName).toHaveProperty(name);
  });

  describe.each(tolerances)("%s", (dtype, tolerance) => {
    test.each(cases.map((golden) => [`${golden.name} ${JSON.stringify(golden.options)}, ${golden.case}`, golden]))(
      "%s",
      (_, golden) => {
        const { name, options, x, cotangent, y } = golden;
        const [value, pullback] = vjp((t: Tensor) => byName[name]!(t, options), fromGolden(x, dtype));
        const gradient = pullback(cotangent ? fromGolden(cotangent, dtype) : onesLike(value));
        expect(value.dtype).toBe(dtype);
        expect(relativeError(value, y), "value").toBeLessThanOrEqual(tolerance);
        expect(relativeError(gradient, gradientOf(golden)), "gradient").toBeLessThanOrEqual(2 * tolerance);
      },
    );
  });
});
