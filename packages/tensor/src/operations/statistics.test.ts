import { describe, expect, test } from "vitest";
import { full } from "../creation/full.ts";
import { tensor } from "../creation/tensor.ts";
import { mean, norm, standardDeviation, variance } from "./statistics.ts";

const doubles = (values: number[]) => tensor(values, { dtype: "float64" });

describe("mean and variance", () => {
  const x = doubles([2, 4, 4, 4, 5, 5, 7, 9]);

  test("of a population, and of a sample by its correction", () => {
    expect([mean(x).item(), variance(x).item(), standardDeviation(x).item()]).toEqual([5, 4, 2]);
    expect(variance(x, { correction: 1 }).item()).toBe(32 / 7);
    expect(standardDeviation(x, { correction: 1 }).item()).toBe(Math.sqrt(32 / 7));
    expect(variance(x, { correction: 1.5 }).item()).toBe(32 / 6.5);
  });

  test("do not cancel where the mean is large", () => {
    const far = doubles([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]);
    expect(variance(far, { correction: 1 }).item()).toBe(30);
    expect(variance(tensor([16777212, 16777216])).item()).toBe(4);
  });

  test("do not carry the rounding of the mean, which in float32 is 100000000 here", () => {
    expect(variance(tensor([1e8, 1e8 + 8])).item()).toBe(16);
    expect(standardDeviation(tensor([1e8, 1e8 + 8])).item()).toBe(4);
    const x = tensor([1e8, 1e8 + 8, 1e8 + 8, 1e8 + 24]); // mean 1e8 + 10
    expect(variance(x).item()).toBe(76);
  });

  test("of equal elements: a standard deviation of 0, also where their mean is rounded", () => {
    for (let n = 1; n <= 64; n++) {
      expect(standardDeviation(full([n], 0.1)).item()).toBe(0);
      expect(standardDeviation(full([n], 0.1, "float64")).item()).toBe(0);
      expect(variance(full([n], 0.1)).item()).toBeLessThan(1e-25);
    }
  });

  test("a standard deviation neither overflows nor vanishes", () => {
    expect(standardDeviation(tensor([1e-25, -1e-25])).item()).toBe(Math.fround(1e-25));
    expect(standardDeviation(tensor([1e30, -1e30])).item()).toBe(Math.fround(1e30));
    expect(standardDeviation(doubles([1e200, -1e200])).item()).toBe(1e200);
    expect(standardDeviation(doubles([5e-324, -5e-324])).item()).toBe(5e-324);
  });

  test("of no elements is NaN, of infinities NaN", () => {
    for (const f of [variance, standardDeviation]) {
      expect(f(doubles([])).item()).toBeNaN();
      expect(f(full([0, 2], 1), { axis: 1 }).shape).toEqual([0]);
      expect(f(doubles([Infinity, 1])).item()).toBeNaN();
      expect(f(doubles([NaN, 1])).item()).toBeNaN();
      expect(f(doubles([3]), { correction: 1 }).item()).toBeNaN();
      expect(f(doubles([3, 5]), { correction: 2 }).item()).toBe(Infinity);
    }
  });

  test("along axes, which may be kept", () => {
    const rows = tensor([
      [1, 3],
      [2, 6],
    ]);
    expect(mean(rows, { axis: 1, keepDims: true }).toArray()).toEqual([[2], [4]]);
    expect(variance(rows, { axis: 0 }).toArray()).toEqual([0.25, 2.25]);
    expect(standardDeviation(rows, { axis: [0, 1], keepDims: true }).shape).toEqual([1, 1]);
  });

  test("where the correction leaves nothing to divide by", () => {
    expect(variance(doubles([3]), { correction: 1 }).item()).toBeNaN();
    expect(variance(doubles([3, 5]), { correction: 2 }).item()).toBe(Infinity);
    expect(variance(doubles([3, 5]), { correction: 3 }).item()).toBe(Infinity);
  });

  test.each([[-1], [NaN]])("a correction of %d throws", (correction) => {
    expect(() => variance(x, { correction })).toThrow(
      new RangeError(`variance: the correction must be from 0 up, got ${correction}; use 1 for a sample?`),
    );
    expect(() => standardDeviation(x, { correction })).toThrow(/^standardDeviation: the correction /);
  });
});

describe("norm", () => {
  test("is the length of a vector", () => {
    expect(norm(doubles([3, -4])).item()).toBe(5);
    const x = tensor([
      [3, 5],
      [4, 12],
    ]);
    expect(norm(x, { axis: 0 }).toArray()).toEqual([5, 13]);
    expect(norm(x, { axis: 1, keepDims: true }).shape).toEqual([2, 1]);
  });

  test("neither overflows nor vanishes", () => {
    expect(norm(doubles([3e200, 4e200])).item()).toBeCloseTo(5e200, -186);
    expect(norm(doubles([3e-200, 4e-200])).item() / 5e-200).toBeCloseTo(1, 15);
    expect(norm(tensor([3e30, 4e30])).item()).toBe(Math.fround(5e30));
    expect(norm(doubles([5e-324])).item()).toBe(5e-324);
  });

  test("of zeros is 0, of infinities infinite, of NaN NaN", () => {
    expect(norm(full([4], 0)).item()).toBe(0);
    expect(norm(doubles([-Infinity, 1])).item()).toBe(Infinity);
    expect(norm(doubles([NaN, 1])).item()).toBeNaN();
    expect(
      norm(
        tensor([
          [0, 0],
          [3, 4],
        ]),
        { axis: 1 },
      ).toArray(),
    ).toEqual([0, 5]);
  });
});
