import { expect, test } from "vitest";
import { tensor } from "../creation/tensor.ts";
import { max, maximum, min, minimum } from "./minimum-maximum.ts";
import { reshape } from "./movement.ts";

test("maximum and minimum: NaN wins, 0 is above -0", () => {
  const [x, y] = [tensor([1, NaN, 2, -0, Infinity]), tensor([2, 1, NaN, 0, -Infinity])];
  expect(maximum(x, y).toArray()).toEqual([2, NaN, NaN, 0, Infinity]);
  expect(minimum(x, y).toArray()).toEqual([1, NaN, NaN, -0, -Infinity]);
  expect(maximum(tensor([-3, 3], { dtype: "int32" }), 0).toArray()).toEqual([0, 3]);
});

test("max and min: NaN wins wherever it stands", () => {
  for (const at of [0, 1, 2, 3, 4, 5]) {
    const values = [3, -1, 4, 1, -5, 9];
    values[at] = NaN;
    expect([max(tensor(values)).item(), min(tensor(values)).item()]).toEqual([NaN, NaN]);
  }
});

test("max and min of infinities, zeros and integers", () => {
  expect(max(tensor([-Infinity, -Infinity])).item()).toBe(-Infinity);
  expect(min(tensor([Infinity, 3])).item()).toBe(3);
  expect([max(tensor([-0, 0])).item(), min(tensor([0, -0])).item()]).toEqual([0, -0]);
  const x = tensor([2 ** 31 - 1, -(2 ** 31), 0], { dtype: "int32" });
  expect([max(x).item(), min(x).item()]).toEqual([2 ** 31 - 1, -(2 ** 31)]);
});

test("along an axis of a matrix", () => {
  const x = reshape(tensor([3, 1, 2, 9, 8, 7]), [2, 3]);
  expect([max(x, { axis: 0 }).toArray(), min(x, { axis: -1 }).toArray()]).toEqual([
    [9, 8, 7],
    [1, 7],
  ]);
});
