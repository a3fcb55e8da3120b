import { describe, expect, test } from "vitest";
import { tensor } from "../creation/tensor.ts";
import { cosh, exp, expm1, log, log1p, pow, sinh, tanh } from "./exponential.ts";

const doubles = (values: number[]) => tensor(values, { dtype: "float64" });

describe("limits and edges", () => {
  test.each([
    ["exp", exp, [0, -0, Infinity, -Infinity, 710, -746, NaN], [1, 1, Infinity, 0, Infinity, 0, NaN]],
    ["expm1", expm1, [0, -0, Infinity, -Infinity, 710, -746, NaN], [0, -0, Infinity, -1, Infinity, -1, NaN]],
    ["log", log, [1, 0, -0, -1, Infinity, NaN], [0, -Infinity, -Infinity, NaN, Infinity, NaN]],
    ["log1p", log1p, [0, -0, -1, -2, Infinity, NaN], [0, -0, -Infinity, NaN, Infinity, NaN]],
    ["tanh", tanh, [0, -0, Infinity, -Infinity, 1e10, NaN], [0, -0, 1, -1, 1, NaN]],
    ["sinh", sinh, [0, -0, Infinity, -Infinity, 711, NaN], [0, -0, Infinity, -Infinity, Infinity, NaN]],
    ["cosh", cosh, [0, -0, Infinity, -Infinity, 711, NaN], [1, 1, Infinity, Infinity, Infinity, NaN]],
  ] as const)("%s", (_, f, x, y) => {
    expect(f(doubles([...x])).toArray()).toEqual(y);
  });

  test("in float32 a value beyond the type is infinite, one below it 0", () => {
    expect(exp(tensor([89, -104])).toArray()).toEqual([Infinity, 0]);
    expect(expm1(tensor([1e-30])).item()).toBe(Math.fround(1e-30));
  });
});

describe("pow", () => {
  // IEEE 754-2019, section 9.2.1
  test.each([
    [2, 10, 1024],
    [2, -1, 0.5],
    [4, 0.5, 2],
    [-8, 3, -512],
    [-2, -2, 0.25],
    [-8, 1 / 3, NaN],
    [0, 0, 1],
    [NaN, 0, 1],
    [Infinity, 0, 1],
    [1, NaN, 1],
    [1, Infinity, 1],
    [-1, Infinity, 1],
    [-1, -Infinity, 1],
    [0, 2, 0],
    [-0, 3, -0],
    [0, -1, Infinity],
    [-0, -1, -Infinity],
    [-0, -2, Infinity],
    [2, Infinity, Infinity],
    [0.5, Infinity, 0],
    [2, -Infinity, 0],
    [Infinity, -1, 0],
    [-Infinity, 3, -Infinity],
    [-Infinity, -3, -0],
    [NaN, 1, NaN],
    [2, NaN, NaN],
    [10, 308, 1e308],
    [10, 309, Infinity],
    [10, -324, 0],
  ])("%d to the power %d is %d", (x, y, power) => {
    expect(pow(doubles([x]), doubles([y])).item()).toBe(power);
    expect(pow(doubles([x]), y).item()).toBe(power);
  });
});
