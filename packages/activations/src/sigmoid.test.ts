import { grad } from "@adjoint/autodiff";
import { add, linspace, negate, sum, type Tensor, tensor } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { sigmoid } from "./sigmoid.ts";

const float64 = { dtype: "float64" } as const;
const slope = grad((x: Tensor) => sum(sigmoid(x)));

describe("sigmoid", () => {
  test("u / (1 + u) for u = e^x", () => {
    const x = [0, Math.log(3), -Math.log(3), Math.log(9), -Math.log(9)];
    const expected = [0.5, 0.75, 0.25, 0.9, 0.1];
    sigmoid(tensor(x, float64))
      .dataSync()
      .forEach((y, i) => {
        expect(y).toBeCloseTo(expected[i]!, 15);
      });
  });

  test("sigmoid(x) + sigmoid(-x) = 1", () => {
    const x = linspace(-40, 40, 801, "float64");
    for (const total of add(sigmoid(x), sigmoid(negate(x))).dataSync()) expect(total).toBeCloseTo(1, 15);
  });

  test("it never falls, not even by rounding", () => {
    const values = sigmoid(linspace(-100, 100, 20_001, "float64")).dataSync();
    for (let i = 1; i < values.length; i++) expect(values[i]).toBeGreaterThanOrEqual(values[i - 1]!);
  });

  test("both tails keep their digits, value and gradient", () => {
    for (const x of [40, 100, 300, 700]) {
      expect(sigmoid(tensor([-x], float64)).item() / Math.exp(-x)).toBeCloseTo(1, 14);
      expect(slope(tensor([-x], float64)).item() / Math.exp(-x)).toBeCloseTo(1, 14);
      expect(slope(tensor([x], float64)).item() / Math.exp(-x)).toBeCloseTo(1, 14);
    }
    expect(slope(tensor([-80, 80])).toArray()).toEqual([-80, 80].map(() => Math.fround(Math.exp(-80))));
  });

  test("1000 and more is no trouble", () => {
    expect(sigmoid(tensor([-1e30, -1000, 1000, 1e30])).toArray()).toEqual([0, 0, 1, 1]);
    expect(slope(tensor([-1e30, -1000, 1000, 1e30])).toArray()).toEqual([0, 0, 0, 0]);
  });
});
