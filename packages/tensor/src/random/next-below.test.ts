import { expect, test } from "vitest";
import { nextBelow } from "./next-below.ts";

test.each([
  ["float64", 1, 1 - 2 ** -53],
  ["float64", -1, -1 - 2 ** -52],
  ["float64", 0, -(2 ** -1074)],
  ["float64", -0, -(2 ** -1074)],
  ["float64", 2 ** -1074, 0],
  ["float64", 2 ** -1022, 2 ** -1022 - 2 ** -1074],
  ["float64", Number.MAX_VALUE, (2 - 2 ** -51) * 2 ** 1023],
  ["float32", 1, 1 - 2 ** -24],
  ["float32", -1, -1 - 2 ** -23],
  ["float32", 0, -(2 ** -149)],
  ["float32", 2 ** -149, 0],
  ["float32", 16777216, 16777215],
] as const)("%s: %d has %d below", (dtype, x, below) => {
  expect(nextBelow(x, dtype)).toBe(below);
});
