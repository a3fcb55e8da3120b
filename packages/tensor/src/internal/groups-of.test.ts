import { expect, test } from "vitest";
import { groupsOf } from "./groups-of.ts";

test("positions by value, in order, with values that nobody has", () => {
  const { starts, members } = groupsOf(Int32Array.of(3, 1, 3, 0, 1), 5);
  expect([...starts]).toEqual([0, 1, 3, 3, 5, 5]);
  expect([...members]).toEqual([3, 1, 4, 0, 2]);
});

test("of nothing", () => {
  expect([...groupsOf(new Int32Array(0), 2).starts]).toEqual([0, 0, 0]);
  expect([...groupsOf(new Int32Array(0), 0).starts]).toEqual([0]);
});
