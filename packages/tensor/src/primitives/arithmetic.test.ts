import { describe, expect, test } from "vitest";
import { full } from "../creation/full.ts";
import { tensor } from "../creation/tensor.ts";
import type { DType } from "../dtype.ts";
import { add, divide, multiply, negate, rsqrt, sqrt, square, subtract } from "./arithmetic.ts";

const of = (values: number[], dtype: DType) => tensor(values, { dtype });
const MOST = 2 ** 31 - 1;
const LEAST = -(2 ** 31);

describe("int32", () => {
  test("sums and differences wrap around", () => {
    expect(add(of([MOST, LEAST], "int32"), of([1, -1], "int32")).toArray()).toEqual([LEAST, MOST]);
    expect(subtract(of([LEAST, MOST], "int32"), of([1, -1], "int32")).toArray()).toEqual([MOST, LEAST]);
    expect(negate(of([5, LEAST], "int32")).toArray()).toEqual([-5, LEAST]);
  });

  test("products wrap around exactly, beyond what a double holds", () => {
    const pairs = [
      [MOST, MOST],
      [LEAST, LEAST],
      [LEAST, -1],
      [123_456_789, 987_654_321],
      [-2_000_000_011, 1_999_999_973],
      [94_906_267, 94_906_267],
    ] as const;
    const wrapped = (x: number, y: number): number => Number(BigInt.asIntN(32, BigInt(x) * BigInt(y)));
    const [xs, ys] = [0, 1].map((side) => pairs.map((pair) => pair[side]!)) as [number[], number[]];
    expect(multiply(of(xs, "int32"), of(ys, "int32")).toArray()).toEqual(pairs.map(([x, y]) => wrapped(x, y)));
    expect(square(of(xs, "int32")).toArray()).toEqual(xs.map((x) => wrapped(x, x)));
    expect(multiply(of(xs, "int32"), 3).toArray()).toEqual(xs.map((x) => wrapped(x, 3)));
  });
});

test("uint8 wraps around at 256", () => {
  expect(add(of([200, 255], "uint8"), of([100, 1], "uint8")).toArray()).toEqual([44, 0]);
  expect(subtract(of([0], "uint8"), 1).toArray()).toEqual([255]);
  expect(multiply(of([16, 255], "uint8"), of([16, 255], "uint8")).toArray()).toEqual([0, 1]);
  expect(negate(of([0, 1], "uint8")).toArray()).toEqual([0, 255]);
  expect(square(of([17], "uint8")).toArray()).toEqual([33]);
});

test("float32 is rounded once, correctly", () => {
  const values = Float32Array.from({ length: 1000 }, (_, i) => Math.sin(i * 1.7) * 2 ** ((i % 40) - 20));
  const [x, y] = [tensor(values.subarray(0, 500)), tensor(values.subarray(500))];
  const rounded = (f: (a: number, b: number) => number): number[] =>
    Array.from({ length: 500 }, (_, i) => Math.fround(f(values[i]!, values[500 + i]!)));
  // a double of two float32 is exact (product) or has more than twice their digits: rounding it again cannot go wrong
  expect(add(x, y).toArray()).toEqual(rounded((a, b) => a + b));
  expect(multiply(x, y).toArray()).toEqual(rounded((a, b) => a * b));
  expect(divide(x, y).toArray()).toEqual(rounded((a, b) => a / b));
});

test("division by 0, and of 0 by 0", () => {
  expect(divide(tensor([1, -1, 1, 0]), tensor([0, 0, -0, 0])).toArray()).toEqual([Infinity, -Infinity, -Infinity, NaN]);
});

test("float32 overflows to infinity and goes below its least number by rounding", () => {
  expect(multiply(tensor([3e38]), 10).toArray()).toEqual([Infinity]);
  expect(multiply(tensor([1e-45]), tensor([0.5])).toArray()).toEqual([0]);
  expect(multiply(of([3e38], "float64"), 10).item()).toBe(3e39);
});

test("signs of zero are those of IEEE 754", () => {
  expect(negate(tensor([0, -0])).toArray()).toEqual([-0, 0]);
  expect(add(tensor([-0, -0]), tensor([0, -0])).toArray()).toEqual([0, -0]);
  expect(multiply(tensor([-1]), 0).toArray()).toEqual([-0]);
  expect(sqrt(tensor([-0])).toArray()).toEqual([-0]);
});

test("roots at their edges", () => {
  expect(sqrt(tensor([0, 4, Infinity, -1, NaN])).toArray()).toEqual([0, 2, Infinity, NaN, NaN]);
  expect(rsqrt(tensor([0, -0, 4, Infinity, -1])).toArray()).toEqual([Infinity, -Infinity, 0.5, 0, NaN]);
  expect(sqrt(of([1e-320], "float64")).item()).toBe(Math.sqrt(1e-320));
});

test("an operand met by itself, and by numbers on either side", () => {
  const x = tensor([1, 2]);
  expect(subtract(x, x).toArray()).toEqual([0, 0]);
  expect(subtract(10, x).toArray()).toEqual([9, 8]);
  expect(divide(1, full([2], 4)).toArray()).toEqual([0.25, 0.25]);
});
