import { describe, expect, test } from "vitest";
import { ShapeError } from "./errors.ts";
import {
  broadcastShapes,
  checkShape,
  contiguousStrides,
  formatShape,
  normalizeAxes,
  normalizeAxis,
  sameShape,
  sizeOf,
} from "./shape.ts";

test("sizeOf is the product of the sizes, 1 for a scalar", () => {
  expect([sizeOf([]), sizeOf([2, 3, 4]), sizeOf([2, 0, 4])]).toEqual([1, 24, 0]);
});

test("contiguousStrides step over all later axes", () => {
  expect(contiguousStrides([])).toEqual([]);
  expect(contiguousStrides([2, 3, 4])).toEqual([12, 4, 1]);
});

test("sameShape and formatShape", () => {
  expect(sameShape([2, 3], [2, 3])).toBe(true);
  expect([sameShape([2, 3], [3, 2]), sameShape([2], [2, 1]), sameShape([], [1])]).toEqual([false, false, false]);
  expect([formatShape([]), formatShape([2, 3])]).toEqual(["[]", "[2,3]"]);
});

describe("axes", () => {
  test("are counted from either end", () => {
    expect([0, 2, -1, -3].map((axis) => normalizeAxis("f", axis, 3))).toEqual([0, 2, 2, 0]);
    expect(normalizeAxes("f", undefined, 3)).toEqual([0, 1, 2]);
    expect(normalizeAxes("f", -1, 3)).toEqual([2]);
    expect(normalizeAxes("f", [], 3)).toEqual([]);
  });

  test("come sorted, by number", () => {
    expect(normalizeAxes("f", [-1, 0, 10], 12)).toEqual([0, 10, 11]);
  });

  test.each([[3], [-4], [0.5], [NaN], ["0"], [null]])("%o is no axis of rank 3", (axis) => {
    const message = `f: axis must be an integer from -3 to 2 for rank 3, got ${axis}; count again?`;
    expect(() => normalizeAxis("f", axis as number, 3)).toThrow(new ShapeError(message));
    expect(() => normalizeAxes("f", axis as number, 3)).toThrow(message);
    expect(() => normalizeAxes("f", [0, axis as number], 3)).toThrow(message);
  });

  test("a scalar has none, and none comes twice", () => {
    expect(() => normalizeAxis("f", 0, 0)).toThrow(
      new ShapeError("f: a scalar has no axes, got axis 0; expand it first?"),
    );
    expect(() => normalizeAxes("f", [1, -2], 3)).toThrow(
      new ShapeError("f: axes must differ, got [1,1]; drop the repeated one?"),
    );
  });
});

test("checkShape takes lists of integers from 0 up", () => {
  expect(() => checkShape("f", [])).not.toThrow();
  expect(() => checkShape("f", [0, 3, 2 ** 40])).not.toThrow();
  for (const shape of [[-1], [1.5], [NaN], [Infinity], ["2" as never]])
    expect(() => checkShape("f", shape)).toThrow(
      new ShapeError(`f: sizes must be integers from 0 up, got [${shape[0]}]; round them?`),
    );
  expect(() => checkShape("f", 3 as never)).toThrow(
    new TypeError("f: a list of sizes is needed, got 3; put brackets around it?"),
  );
});

describe("broadcastShapes", () => {
  // by NumPy's documentation of broadcasting
  test.each([
    [
      [[5, 4], [1]],
      [5, 4],
    ],
    [
      [[5, 4], [4]],
      [5, 4],
    ],
    [
      [
        [15, 3, 5],
        [3, 1],
      ],
      [15, 3, 5],
    ],
    [
      [
        [8, 1, 6, 1],
        [7, 1, 5],
      ],
      [8, 7, 6, 5],
    ],
    [
      [[256, 256, 3], [3]],
      [256, 256, 3],
    ],
    [
      [[], [2, 3]],
      [2, 3],
    ],
    [[[], []], []],
    [[[0], [1]], [0]],
    [[[1], [0], []], [0]],
    [
      [
        [2, 1],
        [1, 3],
        [4, 1, 1],
      ],
      [4, 2, 3],
    ],
  ])("of %j is %j", (shapes, common) => {
    expect(broadcastShapes("f", shapes)).toEqual(common);
  });

  test.each([
    [[[3], [4]]],
    [
      [
        [2, 1],
        [8, 4, 3],
      ],
    ],
    [[[0], [2]]],
    [[[1], [2], [3]]],
  ])("of %j there is none", (shapes) => {
    const all = shapes.map(formatShape).join(" and ");
    expect(() => broadcastShapes("f", shapes)).toThrow(
      new ShapeError(`f: shapes must broadcast, got ${all}; reshape or expand one?`),
    );
  });

  test("of nothing is that of a scalar", () => {
    expect(broadcastShapes("f", [])).toEqual([]);
  });
});
