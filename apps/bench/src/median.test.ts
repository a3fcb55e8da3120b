import { expect, test } from "vitest";
import { median } from "./median.ts";

test.each([
  [[5], 5],
  [[1, 9, 2], 2],
  [[4, 1, 3, 100], 3.5],
  [[10, 9, 2, 1], 5.5], // by size, not as texts
])("of %j it is %d", (numbers, expected) => {
  expect(median(numbers)).toBe(expected);
});

test("leaves the numbers in their order", () => {
  const numbers = [3, 1, 2];
  median(numbers);
  expect(numbers).toEqual([3, 1, 2]);
});
