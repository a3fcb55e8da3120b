import { describe, expect, test } from "vitest";
import { tensor } from "../creation/tensor.ts";
import { abs, ceil, floor, remainder, round, sign } from "./rounding.ts";

const doubles = (values: number[]) => tensor(values, { dtype: "float64" });

test("round takes ties to the even number, and keeps the sign of zero", () => {
  const ties = [-3.5, -2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 3.5];
  expect(round(doubles(ties)).toArray()).toEqual([-4, -2, -2, -0, 0, 2, 2, 4]);
  const others = [-0.4, 0.49999999999999994, 0.6, 4503599627370495.5, 4503599627370497, -0, Infinity, -Infinity, NaN];
  expect(round(doubles(others)).toArray()).toEqual([
    -0,
    0,
    1,
    4503599627370496,
    4503599627370497,
    -0,
    Infinity,
    -Infinity,
    NaN,
  ]);
});

test("floor, ceil and sign keep signs of zero, infinities and NaN", () => {
  const x = doubles([-1.5, -0.5, -0, 0, 0.5, 1.5, Infinity, -Infinity, NaN]);
  expect(floor(x).toArray()).toEqual([-2, -1, -0, 0, 0, 1, Infinity, -Infinity, NaN]);
  expect(ceil(x).toArray()).toEqual([-1, -0, -0, 0, 1, 2, Infinity, -Infinity, NaN]);
  expect(sign(x).toArray()).toEqual([-1, -1, -0, 0, 1, 1, 1, -1, NaN]);
  expect(abs(x).toArray()).toEqual([1.5, 0.5, 0, 0, 0.5, 1.5, Infinity, Infinity, NaN]);
});

test("integers stay integers", () => {
  const x = tensor([-7, 0, 7], { dtype: "int32" });
  for (const operation of [floor, ceil, round]) expect(operation(x).toArray()).toEqual([-7, 0, 7]);
  expect([abs(x).toArray(), sign(x).toArray(), sign(x).dtype]).toEqual([[7, 0, 7], [-1, 0, 1], "int32"]);
  expect(abs(tensor([-(2 ** 31)], { dtype: "int32" })).item()).toBe(-(2 ** 31)); // its negative does not exist
});

describe("remainder", () => {
  // what Python prints of x % y
  test.each([
    [7, 3, 1],
    [-7, 3, 2],
    [7, -3, -2],
    [-7, -3, -1],
    [5.5, 2, 1.5],
    [-5.5, 2, 0.5],
    [6, 3, 0],
    [-6, 3, 0],
    [6, -3, -0],
    [-0, 3, 0],
    [5, Infinity, 5],
    [-5, Infinity, Infinity],
    [5, -Infinity, -Infinity],
    [-5, -Infinity, -5],
    [-1e-20, 1, 1],
    [1e300, 7, 1],
  ])("of %d by %d is %d, with the sign of the divisor", (x, y, rest) => {
    expect(remainder(doubles([x]), doubles([y])).item()).toBe(rest);
  });

  test("of an infinity, or by 0, is NaN; of integers by 0 it is 0", () => {
    expect(remainder(doubles([Infinity, 1, NaN]), doubles([2, 0, 1])).toArray()).toEqual([NaN, NaN, NaN]);
    const x = tensor([-7, 7, -7, 5], { dtype: "int32" });
    expect(remainder(x, tensor([3, -3, -3, 0], { dtype: "int32" })).toArray()).toEqual([2, -2, -1, 0]);
  });
});
