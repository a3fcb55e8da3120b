import { describe, expect, test } from "vitest";
import { full } from "../creation/full.ts";
import { tensor } from "../creation/tensor.ts";
import { DTypeError, ShapeError } from "../errors.ts";
import { reshape, transpose } from "../primitives/movement.ts";
import { smallIntegers } from "../testing/small-integers.ts";
import { cumprod, dot, outer, prod } from "./products.ts";

const doubles = (values: number[]) => tensor(values, { dtype: "float64" });

describe("dot", () => {
  test("is the inner product of two vectors, 0 of empty ones", () => {
    expect(dot(tensor([1, 2, 3]), tensor([4, -5, 6])).item()).toBe(12);
    expect(dot(full([0], 1), full([0], 1)).item()).toBe(0);
  });

  test("throws in its own name", () => {
    expect(() => dot(full([2, 2], 1), full([2], 1))).toThrow(
      new ShapeError("dot: two vectors are needed, got [2,2] and [2]; use matmul?"),
    );
    expect(() => dot(tensor([1, 2]), tensor([1]))).toThrow(
      new ShapeError("dot: vectors need one size, got [2] and [1]; slice one?"),
    );
    expect(() => dot(tensor([1]), doubles([1]))).toThrow(
      new DTypeError("dot: types must match, got float32 and float64; cast one?"),
    );
  });
});

describe("outer", () => {
  test("is all products, of tensors of any rank", () => {
    expect(outer(tensor([1, 2]), tensor([3, 4, 5])).toArray()).toEqual([
      [3, 4, 5],
      [6, 8, 10],
    ]);
    expect(outer(full([2, 1], 1), full([3], 1)).shape).toEqual([2, 1, 3]);
    expect(outer(tensor(2), tensor([1, 2])).toArray()).toEqual([2, 4]);
    expect(outer(full([0], 1), full([3], 1)).shape).toEqual([0, 3]);
  });

  test("throws in its own name for mixed types", () => {
    expect(() => outer(tensor([1]), tensor([1], { dtype: "int32" }))).toThrow(
      new DTypeError("outer: types must match, got float32 and int32; cast one?"),
    );
    expect(() => outer(tensor([true]), tensor([true]))).toThrow(/^outer: a numeric type is needed, got bool; /);
  });
});

describe("prod", () => {
  test("of numbers of any count", () => {
    for (let n = 1; n <= 12; n++) {
      const factorial = Array.from({ length: n }, (_, i) => i + 1).reduce((a, b) => a * b, 1);
      expect(prod(doubles(Array.from({ length: n }, (_, i) => i + 1))).item()).toBe(factorial);
    }
  });

  test("with zeros, signs, infinities and NaN", () => {
    expect(prod(doubles([3, 0, -2])).item()).toBe(-0);
    expect(prod(doubles([-1, -2, -3])).item()).toBe(-6);
    expect(prod(doubles([Infinity, -2])).item()).toBe(-Infinity);
    expect(prod(doubles([0, Infinity])).item()).toBeNaN();
    expect(prod(doubles([0, NaN])).item()).toBeNaN();
  });

  test("over several axes of a view", () => {
    const x = smallIntegers([2, 3, 4]);
    const wanted = [0, 1, 2].map((j) => {
      let product = 1;
      for (let i = 0; i < 2; i++) for (let k = 0; k < 4; k++) product *= x.dataSync()[i * 12 + j * 4 + k]!;
      return product + 0;
    });
    expect((prod(x, { axis: [0, 2] }).toArray() as number[]).map((v) => v + 0)).toEqual(wanted);
    expect((prod(transpose(x), { axis: [0, -1] }).toArray() as number[]).map((v) => v + 0)).toEqual(wanted);
  });
});

describe("cumprod", () => {
  test("runs along any axis, of any length", () => {
    for (let n = 1; n <= 9; n++) {
      const values = Array.from({ length: n }, (_, i) => (i % 3) - 0.5 || 2);
      const wanted = values.map((_, i) => values.slice(0, i + 1).reduce((a, b) => a * b));
      expect(cumprod(doubles(values)).toArray()).toEqual(wanted);
      expect(cumprod(reshape(doubles(values), [n, 1]), { axis: 0 }).toArray()).toEqual(wanted.map((v) => [v]));
    }
  });

  test("of nothing, and of a scalar, which has no axis", () => {
    expect(cumprod(full([2, 0], 1)).shape).toEqual([2, 0]);
    expect(() => cumprod(tensor(1))).toThrow(
      new ShapeError("cumprod: a scalar has no axes, got axis -1; expand it first?"),
    );
  });
});
