import { expect, test } from "vitest";
import { full } from "../creation/full.ts";
import { tensor } from "../creation/tensor.ts";
import { ShapeError } from "../errors.ts";
import { cumsum } from "./cumsum.ts";

test("runs along the last axis, or another", () => {
  const x = tensor([
    [1, 2, 3],
    [4, 5, 6],
  ]);
  expect(cumsum(x).toArray()).toEqual([
    [1, 3, 6],
    [4, 9, 15],
  ]);
  expect(cumsum(x, { axis: 0 }).toArray()).toEqual([
    [1, 2, 3],
    [5, 7, 9],
  ]);
  expect(cumsum(x, { axis: -2 }).toArray()).toEqual(cumsum(x, { axis: 0 }).toArray());
});

test("of nothing, and of a scalar, which has no axis", () => {
  expect(cumsum(full([2, 0], 1)).shape).toEqual([2, 0]);
  expect(cumsum(full([0, 2], 1)).shape).toEqual([0, 2]);
  expect(() => cumsum(tensor(1))).toThrow(
    new ShapeError("cumsum: a scalar has no axes, got axis -1; expand it first?"),
  );
});

test("counts booleans, and wraps int32 around", () => {
  expect(cumsum(tensor([true, false, true])).toArray()).toEqual([1, 1, 2]);
  expect(cumsum(tensor([2 ** 31 - 1, 1], { dtype: "int32" })).toArray()).toEqual([2 ** 31 - 1, -(2 ** 31)]);
});

test("loses no small numbers beside a large one", () => {
  const x = tensor([2 ** 26, ...new Array<number>(1000).fill(0.5)]);
  expect(cumsum(x).dataSync()[1000]).toBe(Math.fround(2 ** 26 + 500));
});

test("NaN and infinities stay from where they are on", () => {
  expect(cumsum(tensor([1, Infinity, -Infinity, 1])).toArray()).toEqual([1, Infinity, NaN, NaN]);
});
