import { expect, test } from "vitest";
import { constant } from "./constant.ts";

test("constant is the same rate at every step, and 0 is a rate", () => {
  expect([0, 1, 1e9].map(constant(0.1))).toEqual([0.1, 0.1, 0.1]);
  expect(constant(0)(5)).toBe(0);
});
