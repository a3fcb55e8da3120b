import { readFileSync } from "node:fs";
import { grad, vjp } from "@adjoint/autodiff";
import { type DType, onesLike, sum, type Tensor, tensor } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { activationCases } from "./activation-cases.ts";

interface Precise {
  readonly x: readonly number[];
  readonly functions: readonly {
    readonly name: string;
    readonly value: readonly number[];
    readonly first: readonly number[];
    readonly second: readonly number[];
  }[];
}

const { x: points, functions }: Precise = JSON.parse(
  readFileSync(new URL("./golden/precise.json", import.meta.url), "utf8"),
);

/** Rounding units allowed. A gate e^u with a rounded u errs by |u| of them: here up to where it is 0 in that type. */
const unitsOf = (name: string, dtype: DType): number =>
  name !== "gelu, approximate" ? 16 : dtype === "float32" ? 100 : 740;

/** Those whose error is relative to 1 below that: 1 + erf, 1 - tanh^2 and expm1 + 1 cancel. All others keep their digits. */
const cancels = {
  value: ["gelu"],
  first: ["gelu", "tanh", "elu", "selu", "celu, alpha 1.3"],
};

const expectClose = (
  got: ArrayLike<number>,
  expected: readonly number[],
  accuracy: number,
  smallest: number,
  what: string,
): void => {
  expected.forEach((wanted, i) => {
    const error = Math.abs(got[i]! - wanted);
    expect(error, `${what} at ${points[i]}`).toBeLessThanOrEqual(accuracy * Math.max(Math.abs(wanted), smallest));
  });
};

describe.each<readonly [DType, number, number]>([
  ["float32", 2 ** -24, 1e-35],
  ["float64", 2 ** -53, 1e-290],
])("against 1400 digits, %s", (dtype, unit, tiny) => {
  test.each(functions.map((precise) => [precise.name, precise] as const))("%s", (name, { value, first, second }) => {
    const { activate } = activationCases.find((row) => row.name === name)!;
    const x = tensor(points, { dtype });
    const accuracy = unitsOf(name, dtype) * unit;
    const [y, pullback] = vjp(activate, x);
    expectClose(y.dataSync(), value, accuracy, cancels.value.includes(name) ? 1 : tiny, "value");
    const slopes = pullback(onesLike(y)).dataSync();
    expectClose(slopes, first, accuracy, cancels.first.includes(name) ? 1 : tiny, "gradient");
    const slope = grad((t: Tensor) => sum(activate(t)));
    const bends = grad((t: Tensor) => sum(slope(t)))(x).dataSync();
    expectClose(bends, second, 4 * accuracy, 1, "second derivative");
  });
});
