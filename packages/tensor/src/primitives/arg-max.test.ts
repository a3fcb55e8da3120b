import { describe, expect, test } from "vitest";
import { full } from "../creation/full.ts";
import { tensor } from "../creation/tensor.ts";
import { ShapeError } from "../errors.ts";
import { argMax, argMin } from "./arg-max.ts";
import { transpose } from "./movement.ts";

const x = tensor([
  [3, 9, 9],
  [-1, -1, 4],
]);

test("the first of equal ones, along any axis, int32", () => {
  expect([argMax(x, { axis: 1 }).toArray(), argMin(x, { axis: 1 }).toArray()]).toEqual([
    [1, 2],
    [0, 0],
  ]);
  expect([argMax(x, { axis: 0 }).toArray(), argMin(x, { axis: -2 }).toArray()]).toEqual([
    [0, 0, 0],
    [1, 1, 1],
  ]);
  expect(argMax(x).dtype).toBe("int32");
});

test("without an axis, the place in row-major order, views included", () => {
  expect([argMax(x).item(), argMin(x).item()]).toEqual([1, 3]);
  expect([argMax(transpose(x)).item(), argMin(transpose(x)).item()]).toEqual([2, 1]);
});

test("the axis is kept on demand", () => {
  expect(argMax(x, { axis: 1, keepDims: true }).toArray()).toEqual([[1], [2]]);
  expect(argMin(x, { keepDims: true }).toArray()).toEqual([[3]]);
});

test("the first NaN wins", () => {
  const values = tensor([1, NaN, 5, NaN, -5]);
  expect([argMax(values).item(), argMin(values).item()]).toEqual([1, 1]);
  expect([argMax(tensor([NaN, 1])).item(), argMin(tensor([NaN, 1])).item()]).toEqual([0, 0]);
});

test("infinities, equal ones and the ends of integer types", () => {
  expect([argMax(full([3], -Infinity)).item(), argMin(full([3], Infinity)).item()]).toEqual([0, 0]);
  expect(argMin(tensor([0, -(2 ** 31), 5], { dtype: "int32" })).item()).toBe(1);
  expect(argMin(tensor([3, 0, 255], { dtype: "uint8" })).item()).toBe(1);
  expect([argMax(tensor([false, true, true])).item(), argMin(tensor([true, false])).item()]).toEqual([1, 1]);
});

test("of a scalar it is 0", () => {
  expect([argMax(tensor(7)).item(), argMin(tensor(7)).item()]).toEqual([0, 0]);
});

describe.each([
  ["argMax", argMax],
  ["argMin", argMin],
])("%s", (name, run) => {
  test("throws for an empty axis, and for one that is not there", () => {
    expect(() => run(full([2, 0], 1), { axis: 1 })).toThrow(
      new ShapeError(`${name}: an empty axis has no ${name}, got [2,0]; check the data?`),
    );
    expect(() => run(full([0], 1))).toThrow(ShapeError);
    expect(run(full([2, 0], 1), { axis: 0 }).shape).toEqual([0]);
    expect(() => run(x, { axis: 2 })).toThrow(
      new ShapeError(`${name}: axis must be an integer from -2 to 1 for rank 2, got 2; count again?`),
    );
    expect(() => run(tensor(1), { axis: 0 })).toThrow(ShapeError);
  });
});
