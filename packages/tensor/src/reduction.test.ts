import { describe, expect, test } from "vitest";
import {
  all,
  any,
  argMax,
  argMin,
  cast,
  cumprod,
  cumsum,
  type DType,
  DTypeError,
  full,
  logSumExp,
  max,
  mean,
  min,
  norm,
  prod,
  type Reduction,
  reduction,
  ShapeError,
  standardDeviation,
  sum,
  tensor,
  variance,
  zeros,
} from "./index.ts";

/** Every reduction over axes: its name, its value for one element x, and its value for none (undefined: it throws). */
const reductions: readonly [string, Reduction, (x: number) => number, number | undefined][] = [
  ["sum", sum, (x) => x, 0],
  ["mean", mean, (x) => x, NaN],
  ["variance", variance, () => 0, NaN],
  ["standardDeviation", standardDeviation, () => 0, NaN],
  ["prod", prod, (x) => x, 1],
  ["max", max, (x) => x, undefined],
  ["min", min, (x) => x, undefined],
  ["any", any, (x) => Number(x !== 0), 0],
  ["all", all, (x) => Number(x !== 0), 1],
  ["logSumExp", logSumExp, (x) => x, -Infinity],
  ["norm", norm, Math.abs, 0],
];

describe.each(reductions)("%s", (name, reduce, ofOne, ofNone) => {
  const cube = tensor(
    Float64Array.from({ length: 24 }, (_, i) => ((i * 7) % 11) - 5),
    { shape: [2, 3, 4] },
  );

  test("drops the axes named, all by default, or keeps them with size 1", () => {
    expect(reduce(cube).shape).toEqual([]);
    expect(reduce(cube, { axis: 1 }).shape).toEqual([2, 4]);
    expect(reduce(cube, { axis: -1 }).shape).toEqual([2, 3]);
    expect(reduce(cube, { axis: [0, -1] }).shape).toEqual([3]);
    expect(reduce(cube, { axis: [2, 1, 0] }).shape).toEqual([]);
    expect(reduce(cube, { keepDims: true }).shape).toEqual([1, 1, 1]);
    expect(reduce(cube, { axis: [0, 2], keepDims: true }).shape).toEqual([1, 3, 1]);
    expect(reduce(cube, { axis: -1, keepDims: true }).toArray()).toEqual(
      (reduce(cube, { axis: 2 }).toArray() as number[][]).map((row) => row.map((x) => [x])),
    );
  });

  test("over no axes reduces each element alone", () => {
    const x = tensor([2, -3], { dtype: "float64" });
    expect(reduce(x, { axis: [] }).toArray()).toEqual([ofOne(2), ofOne(-3)]);
  });

  test("of a scalar is that of its one element", () => {
    expect(reduce(tensor(-3)).item()).toBe(ofOne(-3));
    expect(reduce(tensor(-3), { keepDims: true }).shape).toEqual([]);
    expect(() => reduce(tensor(-3), { axis: 0 })).toThrow(
      new ShapeError(`${name}: a scalar has no axes, got axis 0; expand it first?`),
    );
  });

  test("of no elements is its neutral element, or throws", () => {
    const none = zeros([2, 0, 3]);
    if (ofNone === undefined)
      for (const axis of [undefined, 1, [0, 1]])
        expect(() => reduce(none, { axis })).toThrow(
          new ShapeError(`${name}: an empty axis has no ${name}, got shape [2,0,3]; check the data?`),
        );
    else {
      expect(reduce(none).item()).toBe(ofNone);
      expect(reduce(none, { axis: 1 }).toArray()).toEqual([
        [ofNone, ofNone, ofNone],
        [ofNone, ofNone, ofNone],
      ]);
      expect(reduce(none, { axis: 1, keepDims: true }).shape).toEqual([2, 1, 3]);
    }
  });

  test("over other axes of a tensor without elements is empty", () => {
    expect(reduce(zeros([2, 0, 3]), { axis: 0 }).shape).toEqual([0, 3]);
    expect(reduce(zeros([2, 0, 3]), { axis: [0, 2], keepDims: true }).shape).toEqual([1, 0, 1]);
    expect(reduce(zeros([0, 2]), { axis: 1 }).toArray()).toEqual([]);
  });

  test("names itself when axes are wrong", () => {
    for (const axis of [3, -4, 1.5, NaN])
      expect(() => reduce(cube, { axis })).toThrow(
        new ShapeError(`${name}: axis must be an integer from -3 to 2 for rank 3, got ${axis}; count again?`),
      );
    expect(() => reduce(cube, { axis: [0, -3] })).toThrow(
      new ShapeError(`${name}: axes must differ, got [0,0]; drop the repeated one?`),
    );
    expect(() => reduce([1, 2] as never)).toThrow(
      new TypeError(`${name}: a tensor is needed, got an array of 2; make it one with tensor(...)?`),
    );
  });
});

describe("types", () => {
  const typesOf = (run: Reduction): (string | undefined)[] =>
    (["float32", "float64", "int32", "uint8", "bool"] as const).map((dtype: DType) => {
      try {
        return run(full([2], 1, dtype)).dtype;
      } catch (error) {
        return (error as Error).name;
      }
    });

  test.each<[string, Reduction, string[]]>([
    ["sum", sum, ["float32", "float64", "int32", "int32", "int32"]],
    ["cumsum", (x) => cumsum(x), ["float32", "float64", "int32", "int32", "int32"]],
    ["prod", prod, ["float32", "float64", "int32", "uint8", "DTypeError"]],
    ["cumprod", (x) => cumprod(x), ["float32", "float64", "int32", "uint8", "DTypeError"]],
    ["max", max, ["float32", "float64", "int32", "uint8", "DTypeError"]],
    ["min", min, ["float32", "float64", "int32", "uint8", "DTypeError"]],
    ["mean", mean, ["float32", "float64", "DTypeError", "DTypeError", "DTypeError"]],
    ["variance", variance, ["float32", "float64", "DTypeError", "DTypeError", "DTypeError"]],
    ["norm", norm, ["float32", "float64", "DTypeError", "DTypeError", "DTypeError"]],
    ["logSumExp", logSumExp, ["float32", "float64", "DTypeError", "DTypeError", "DTypeError"]],
    ["any", any, ["bool", "bool", "bool", "bool", "bool"]],
    ["all", all, ["bool", "bool", "bool", "bool", "bool"]],
    ["argMax", (x) => argMax(x), ["int32", "int32", "int32", "int32", "int32"]],
    ["argMin", (x) => argMin(x), ["int32", "int32", "int32", "int32", "int32"]],
  ])("%s of float32, float64, int32, uint8, bool", (_, run, types) => {
    expect(typesOf(run)).toEqual(types);
  });

  test("the mean of integers names cast", () => {
    expect(() => mean(tensor([1, 2], { dtype: "int32" }))).toThrow(
      new DTypeError('mean: a floating-point type is needed, got int32; cast it, as in cast(x, "float32")?'),
    );
  });

  test("sums of bool and uint8 count beyond their types", () => {
    expect(sum(full([1000], 1, "bool")).item()).toBe(1000);
    expect(sum(full([1000], 255, "uint8")).item()).toBe(255_000);
    expect(cumsum(full([3], 200, "uint8")).toArray()).toEqual([200, 400, 600]);
  });

  test("sums and products of int32 wrap around exactly", () => {
    const most = 2 ** 31 - 1;
    expect(sum(tensor([most, 1], { dtype: "int32" })).item()).toBe(-(2 ** 31));
    expect(sum(full([5], most, "int32")).item()).toBe(Number(BigInt.asIntN(32, 5n * BigInt(most))));
    expect(prod(tensor([most, most], { dtype: "int32" })).item()).toBe(1);
    expect(prod(full([3], 123_456_789, "int32")).item()).toBe(Number(BigInt.asIntN(32, 123_456_789n ** 3n)));
    expect(cumprod(full([3], 123_456_789, "int32")).toArray()).toEqual(
      [1n, 2n, 3n].map((k) => Number(BigInt.asIntN(32, 123_456_789n ** k))),
    );
  });
});

test("a reduction of one's own works over any axes", () => {
  const sumOfSquares = reduction({
    name: "sumOfSquares",
    identity: 0,
    loop: (_, at, end, x, p, i, y, q, j) => {
      for (; at < end; at++, p += i, q += j) y[q] = y[q]! + x[p]! ** 2;
    },
    vjp: null,
  });
  const x = tensor([
    [1, 2],
    [3, 4],
  ]);
  expect(sumOfSquares(x).item()).toBe(30);
  expect(sumOfSquares(x, { axis: 0, keepDims: true }).toArray()).toEqual([[10, 20]]);
  expect(sumOfSquares(cast(zeros([0, 2]), "int32"), { axis: 0 }).toArray()).toEqual([0, 0]);
  expect(() => sumOfSquares(tensor([true]))).toThrow(DTypeError);
});
