import { describe, expect, test } from "vitest";
import { full } from "../creation/full.ts";
import { tensor } from "../creation/tensor.ts";
import { DTypeError, ShapeError } from "../errors.ts";
import { logSoftmax, logSumExp, softmax } from "./log-sum-exp.ts";

const doubles = (values: number[]) => tensor(values, { dtype: "float64" });

describe("logSumExp", () => {
  test("of equal numbers adds the logarithm of their count, however large they are", () => {
    for (const x of [0, 1000, -1000, 1e300, -1e300])
      expect(logSumExp(full([4], x, "float64")).item()).toBe(x + Math.log(4));
    expect(logSumExp(tensor([100, 100])).item()).toBe(Math.fround(100 + Math.LN2));
  });

  test("of probabilities' logarithms is 0", () => {
    expect(logSumExp(doubles([0.5, 0.25, 0.25].map(Math.log))).item()).toBeCloseTo(0, 16);
  });

  test("ignores what is far below, and -Infinity", () => {
    expect(logSumExp(doubles([0, -1000])).item()).toBe(0);
    expect(logSumExp(doubles([3, -Infinity])).item()).toBe(3);
  });

  test("of -Infinity alone is -Infinity, with Infinity among them Infinity, with NaN NaN", () => {
    expect(logSumExp(doubles([-Infinity, -Infinity])).item()).toBe(-Infinity);
    expect(logSumExp(doubles([Infinity, 1, -Infinity])).item()).toBe(Infinity);
    expect(logSumExp(doubles([NaN, 1])).item()).toBeNaN();
  });

  test("over several axes", () => {
    const x = full([2, 3, 4], 1);
    expect(logSumExp(x, { axis: [0, 2] }).toArray()).toEqual(new Array<number>(3).fill(Math.fround(1 + Math.log(8))));
    expect(logSumExp(x, { axis: 1, keepDims: true }).shape).toEqual([2, 1, 4]);
  });
});

describe("softmax and logSoftmax", () => {
  const logits = [0, Math.log(2), Math.log(5)];

  test("known probabilities, wherever the logits lie", () => {
    for (const shift of [0, 1000, -1000]) {
      const x = doubles(logits.map((value) => value + shift));
      const [p, logP] = [softmax(x).dataSync(), logSoftmax(x).dataSync()];
      [1 / 8, 2 / 8, 5 / 8].forEach((wanted, i) => {
        expect(p[i]).toBeCloseTo(wanted, 12);
        expect(logP[i]).toBeCloseTo(Math.log(wanted), 12);
      });
    }
  });

  test("along any axis", () => {
    const x = tensor([
      [0, 0],
      [0, 0],
      [0, 0],
      [0, 0],
    ]);
    expect(softmax(x).dataSync()).toEqual(new Float32Array(8).fill(0.5));
    expect(softmax(x, { axis: 0 }).dataSync()).toEqual(new Float32Array(8).fill(0.25));
    expect(logSoftmax(x, { axis: -2 }).dataSync()).toEqual(new Float32Array(8).fill(-Math.log(4)));
  });

  test("logSoftmax takes no logarithm of 0", () => {
    expect(logSoftmax(doubles([0, -1e5])).toArray()).toEqual([0, -1e5]);
    expect(logSoftmax(tensor([0, -200])).toArray()).toEqual([0, -200]);
    expect(softmax(tensor([0, -200])).toArray()).toEqual([1, 0]);
  });

  test("a class of -Infinity has no probability, a row of them is NaN", () => {
    expect(softmax(doubles([0, -Infinity, 0])).toArray()).toEqual([0.5, 0, 0.5]);
    expect(logSoftmax(doubles([0, -Infinity])).toArray()).toEqual([0, -Infinity]);
    expect(softmax(full([2], -Infinity)).toArray()).toEqual([NaN, NaN]);
    expect(logSoftmax(full([2], -Infinity)).toArray()).toEqual([NaN, NaN]);
  });

  test("of nothing is nothing", () => {
    expect([softmax(full([0, 3], 1)).shape, logSoftmax(full([3, 0], 1)).shape]).toEqual([
      [0, 3],
      [3, 0],
    ]);
  });

  test.each([
    ["softmax", softmax],
    ["logSoftmax", logSoftmax],
  ])("%s throws for scalars, axes that are not there and integers", (name, run) => {
    expect(() => run(tensor(1))).toThrow(
      new ShapeError(`${name}: a scalar has no axes, got axis -1; expand it first?`),
    );
    expect(() => run(tensor([1]), { axis: 1 })).toThrow(ShapeError);
    expect(() => run(full([2], 1, "int32"))).toThrow(
      new DTypeError(`${name}: a floating-point type is needed, got int32; cast it, as in cast(x, "float32")?`),
    );
  });
});
