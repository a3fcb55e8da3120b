import { expect, test } from "vitest";
import { tensor } from "../creation/tensor.ts";
import { all, any } from "./any-all.ts";

test("of booleans along an axis", () => {
  const x = tensor([
    [true, false],
    [true, true],
    [false, false],
  ]);
  expect([any(x, { axis: 1 }).toArray(), all(x, { axis: 1 }).toArray()]).toEqual([
    [1, 1, 0],
    [0, 1, 0],
  ]);
  expect([any(x).item(), all(x).item(), any(x).dtype]).toEqual([1, 0, "bool"]);
});

test("of numbers: all but 0 are true, NaN included", () => {
  expect([any(tensor([0, -0])).item(), any(tensor([0, NaN])).item()]).toEqual([0, 1]);
  expect([all(tensor([0.5, NaN, -1])).item(), all(tensor([1, -0])).item()]).toEqual([1, 0]);
});
