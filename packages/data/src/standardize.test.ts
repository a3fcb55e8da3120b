import { grad } from "@adjoint/autodiff";
import { DTypeError, ShapeError, slice, sum, type Tensor, tensor, zeros } from "@adjoint/tensor";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { standardize, standardizeBy } from "./standardize.ts";

const float64 = (rows: number[][]): Tensor => tensor(rows, { dtype: "float64" });

describe("standardize", () => {
  test("takes mean and standard deviation of the population", () => {
    // 2 4 4 4 5 5 7 9: the textbook sample of mean 5 and deviation 2
    const x = float64([
      [2, 0],
      [4, 0],
      [4, 0],
      [4, 0],
      [5, 0],
      [5, 0],
      [7, 0],
      [9, 0],
    ]);
    const scaler = standardize(x);
    expect(scaler.mean).toEqual([5, 0]);
    expect(scaler.standardDeviation).toEqual([2, 1]);
    expect(scaler.apply(float64([[9, 3]])).toArray()).toEqual([[2, 3]]);
    expect(scaler.invert(float64([[2, 3]])).toArray()).toEqual([[9, 3]]);
  });

  test("keeps its digits where the mean is large against the deviation", () => {
    // in float32, squares of 1e7 have lost the deviation; the values themselves are exact
    const { mean, standardDeviation, apply } = standardize(tensor([[1e7], [1e7 + 1], [1e7 + 2]]));
    expect(mean).toEqual([1e7 + 1]);
    expect(standardDeviation[0]).toBeCloseTo(Math.sqrt(2 / 3), 15);
    expect(apply(tensor([[1e7]])).toArray()).toEqual([[Math.fround(-Math.sqrt(1.5))]]);
  });

  test.each([0, 1, 0.1, -1 / 3, 1e30, 1e-30])("brings a column that is %d everywhere to 0, never NaN", (value) => {
    const x = tensor(
      Float64Array.from({ length: 7 }, () => value),
      { shape: [7, 1] },
    );
    const scaler = standardize(x);
    expect(scaler.mean).toEqual([value]);
    expect(scaler.standardDeviation).toEqual([1]);
    expect([...scaler.apply(x).dataSync()]).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  test("is fitted to some rows and applied to others, of any number", () => {
    const scaler = standardize(tensor([[0], [2]]));
    expect(scaler.apply(tensor([[4], [1], [0]])).toArray()).toEqual([[3], [0], [-1]]);
    expect(scaler.apply(zeros([0, 1])).shape).toEqual([0, 1]);
  });

  test("takes a column of targets, and entries of any axes after the first", () => {
    expect(
      standardize(tensor([1, 3]))
        .apply(tensor([1, 3, 5]))
        .toArray(),
    ).toEqual([-1, 1, 3]);
    const images = tensor([[[0, 1]], [[2, 5]]]);
    expect(standardize(images).mean).toEqual([1, 3]);
    expect(standardize(images).apply(images).toArray()).toEqual([[[-1, -1]], [[1, 1]]]);
  });

  test("reads views by their strides", () => {
    const wide = tensor([
      [1, 9, 3],
      [2, 9, 5],
    ]);
    const column = tensor([[3], [5]]);
    expect(standardize(wide).mean[2]).toBe(standardize(column).mean[0]);
  });

  test("brings columns to mean 0 and variance 1, and back", () => {
    const table = fc.integer({ min: 1, max: 4 }).chain((width) =>
      fc.array(fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: width, maxLength: width }), {
        minLength: 1,
      }),
    );
    fc.assert(
      fc.property(table, (rows) => {
        const x = float64(rows);
        const scaler = standardize(x);
        const scaled = scaler.apply(x);
        rows[0]!.forEach((_, column) => {
          const values = [...slice(scaled, [null, column]).dataSync()];
          const mean = values.reduce((total, value) => total + value, 0) / values.length;
          const variance = values.reduce((total, value) => total + (value - mean) ** 2, 0) / values.length;
          const isConstant = rows.every((row) => row[column] === rows[0]![column]);
          expect(Math.abs(mean)).toBeLessThan(1e-9);
          expect(Math.abs(variance - (isConstant ? 0 : 1))).toBeLessThan(1e-9);
        });
        const back = scaler.invert(scaler.apply(x)).dataSync();
        rows.flat().forEach((value, i) => expect(Math.abs(back[i]! - value)).toBeLessThan(1e-8));
      }),
    );
  });

  test("is a part of what is differentiated: the gradient is 1 / standardDeviation", () => {
    const scaler = standardize(
      float64([
        [0, 0],
        [4, 1],
        [0, 0],
        [4, 1],
      ]),
    );
    const gradient = grad((x: Tensor) => sum(scaler.apply(x)))(float64([[1, 2]]));
    expect(gradient.toArray()).toEqual([[1 / 2, 1 / 0.5]]);
  });

  test("is the same after its statistics were a file", () => {
    const x = tensor([
      [1, 2],
      [4, 8],
      [2, 2],
    ]);
    const scaler = standardize(x);
    const text = JSON.stringify(scaler);
    expect(JSON.parse(text)).toEqual({ mean: scaler.mean, standardDeviation: scaler.standardDeviation });
    expect(standardizeBy(JSON.parse(text)).apply(x)).toEqual(scaler.apply(x));
    expect(scaler.apply(x).dtype).toBe("float32");
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    "refuses %d and names its column",
    (x) => {
      for (const rows of [
        [
          [1, x],
          [1, 1],
        ],
        [
          [1, 1],
          [1, x],
        ],
      ]) {
        expect(() => standardize(tensor(rows))).toThrow(RangeError);
        expect(() => standardize(tensor(rows))).toThrow("in column 1");
      }
    },
  );

  test("refuses integers, no row, a scalar, and other columns", () => {
    expect(() => standardize(tensor(Int32Array.of(1, 2)))).toThrow(DTypeError);
    expect(() => standardize(zeros([0, 3]))).toThrow(ShapeError);
    expect(() => standardize(zeros([]))).toThrow(ShapeError);
    const scaler = standardize(
      tensor([
        [1, 2],
        [3, 4],
      ]),
    );
    expect(() => scaler.apply(zeros([2, 3]))).toThrow("rows of 2 columns are needed, got [2,3]");
    expect(() => scaler.invert(zeros([2]))).toThrow(ShapeError);
    expect(() => scaler.apply(zeros([]))).toThrow(ShapeError);
    expect(() => scaler.apply(zeros([2, 2], "int32"))).toThrow(DTypeError);
  });

  test.each([
    [[1], [0]],
    [[1], [Number.NaN]],
    [[1], [-1]],
    [[1, 2], [1]],
  ])("refuses means %j with deviations %j", (mean, standardDeviation) => {
    expect(() => standardizeBy({ mean, standardDeviation })).toThrow(RangeError);
  });

  test("refuses what is no statistics", () => {
    expect(() => Reflect.apply(standardizeBy, undefined, [{}])).toThrow(TypeError);
    expect(() => Reflect.apply(standardizeBy, undefined, [{ mean: 1, standardDeviation: 1 }])).toThrow(
      "standardizeBy: { mean, standardDeviation } are needed",
    );
  });
});
