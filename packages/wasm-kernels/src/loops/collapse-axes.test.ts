import { expect, test } from "vitest";
import { collapseAxes } from "./collapse-axes.ts";

test("axes that every array walks as one become one", () => {
  expect(collapseAxes([2, 3, 4], [[12, 4, 1]], false)).toEqual([{ size: 24, strides: [1] }]);
  expect(
    collapseAxes(
      [2, 3, 4],
      [
        [12, 4, 1],
        [0, 0, 0],
      ],
      false,
    ),
  ).toEqual([{ size: 24, strides: [1, 0] }]);
});

test("axes that one array walks otherwise stay apart", () => {
  // a row of four for all, and rows that are five apart
  expect(
    collapseAxes(
      [3, 4],
      [
        [4, 1],
        [0, 1],
      ],
      false,
    ),
  ).toEqual([
    { size: 3, strides: [4, 0] },
    { size: 4, strides: [1, 1] },
  ]);
  expect(collapseAxes([3, 4], [[5, 1]], false)).toHaveLength(2);
  expect(
    collapseAxes(
      [2, 3, 4],
      [
        [12, 4, 1],
        [3, 1, 0],
      ],
      false,
    ),
  ).toEqual([
    { size: 6, strides: [4, 1] },
    { size: 4, strides: [1, 0] },
  ]);
});

test("axes of size 1 are none, whatever their strides", () => {
  expect(collapseAxes([3, 1, 4], [[4, 99, 1]], false)).toEqual([{ size: 12, strides: [1] }]);
  expect(collapseAxes([1, 1], [[7, 8]], false)).toEqual([{ size: 1, strides: [1] }]);
  expect(collapseAxes([], [[]], false)).toEqual([{ size: 1, strides: [1] }]);
});

test("rows are kept where they are reduced", () => {
  expect(collapseAxes([2, 3, 4], [[12, 4, 1]], true)).toEqual([
    { size: 6, strides: [4] },
    { size: 4, strides: [1] },
  ]);
  expect(collapseAxes([5, 1], [[1, 1]], true)).toEqual([
    { size: 5, strides: [1] },
    { size: 1, strides: [1] },
  ]);
});
