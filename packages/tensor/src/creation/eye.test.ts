import { expect, test } from "vitest";
import { eye } from "./eye.ts";

test("ones on the diagonal, of square, wide, high and empty matrices", () => {
  expect(eye(2).toArray()).toEqual([
    [1, 0],
    [0, 1],
  ]);
  expect(eye(2, 3).toArray()).toEqual([
    [1, 0, 0],
    [0, 1, 0],
  ]);
  expect(eye(3, 1).toArray()).toEqual([[1], [0], [0]]);
  expect([eye(0).shape, eye(0, 2).shape, eye(2, 0).shape]).toEqual([
    [0, 0],
    [0, 2],
    [2, 0],
  ]);
});

test("of any type, float32 by default", () => {
  expect(eye(1).dtype).toBe("float32");
  for (const dtype of ["float64", "int32", "uint8", "bool"] as const)
    expect([eye(1, 1, dtype).dtype, eye(1, 1, dtype).toArray()]).toEqual([dtype, [[1]]]);
});
