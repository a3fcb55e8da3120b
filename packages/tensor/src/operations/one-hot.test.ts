import { expect, test } from "vitest";
import { full } from "../creation/full.ts";
import { tensor } from "../creation/tensor.ts";
import { DTypeError } from "../errors.ts";
import { oneHot } from "./one-hot.ts";

test("a row for each index, zeros for one out of range", () => {
  const rows = oneHot(tensor([1, 0, 3, -1], { dtype: "int32" }), 3);
  expect([rows.dtype, rows.toArray()]).toEqual([
    "float32",
    [
      [0, 1, 0],
      [1, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
    ],
  ]);
  expect(oneHot(tensor([[200]], { dtype: "uint8" }), 201, "bool").shape).toEqual([1, 1, 201]);
  expect(oneHot(tensor(1, { dtype: "int32" }), 2, "float64").toArray()).toEqual([0, 1]);
  expect([oneHot(full([0], 0, "int32"), 3).shape, oneHot(full([2], 0, "int32"), 0).shape]).toEqual([
    [0, 3],
    [2, 0],
  ]);
});

test.each([[-1], [2.5], [NaN], [Infinity], ["3" as never], [undefined as never]])("a count of %s throws", (count) => {
  expect(() => oneHot(full([2], 0, "int32"), count)).toThrow(
    new RangeError(`oneHot: the count must be an integer from 0 up, got ${count}; how many classes are there?`),
  );
});

test.each(["float32", "float64", "bool"] as const)("indices of type %s throw", (dtype) => {
  expect(() => oneHot(full([2], 0, dtype), 3)).toThrow(
    new DTypeError(`oneHot: indices are int32 or uint8, got ${dtype}; cast them?`),
  );
});
