import { expect, test } from "vitest";
import { tensor } from "../creation/tensor.ts";
import { sort, topK } from "./sorting.ts";

const x = tensor([
  [3, NaN, -1],
  [0, 2, 2],
]);

test("each row is sorted, NaN last in both directions", () => {
  expect(sort(x).toArray()).toEqual([
    [-1, 3, NaN],
    [0, 2, 2],
  ]);
  expect(sort(x, { descending: true }).toArray()).toEqual([
    [3, -1, NaN],
    [2, 2, 0],
  ]);
  expect(sort(x, { axis: 0 }).toArray()).toEqual([
    [0, 2, -1],
    [3, NaN, 2],
  ]);
});

test("sorting keeps the type of the elements", () => {
  const bytes = sort(tensor([3, 1, 2], { dtype: "uint8" }));
  expect([bytes.dtype, bytes.toArray()]).toEqual(["uint8", [1, 2, 3]]);
});

test("topK gives the largest, of equal ones the first, and NaN only after all numbers", () => {
  const { values, indices } = topK(x, 2);
  expect(values.toArray()).toEqual([
    [3, -1],
    [2, 2],
  ]);
  expect(indices.toArray()).toEqual([
    [0, 2],
    [1, 2],
  ]);
  expect(indices.dtype).toBe("int32");
  expect(topK(x, 1, { axis: 0 }).indices.toArray()).toEqual([[0, 1, 1]]);
  expect(topK(x, 3).values.toArray()).toEqual([
    [3, -1, NaN],
    [2, 2, 0],
  ]);
});

test("topK of none is empty", () => {
  expect(topK(x, 0).values.shape).toEqual([2, 0]);
  expect(topK(tensor([], { shape: [0] }), 0).indices.shape).toEqual([0]);
});

test.each([4, -1, 1.5, NaN])("topK of %d out of 3 throws", (k) => {
  expect(() => topK(x, k)).toThrow(/^topK: k must be an integer from 0 to 3, got/);
});
