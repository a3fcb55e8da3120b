import { describe, expect, test } from "vitest";
import { tensor } from "../creation/tensor.ts";
import {
  equal,
  greater,
  greaterEqual,
  isFinite,
  isNaN,
  less,
  lessEqual,
  logicalAnd,
  logicalNot,
  logicalOr,
  logicalXor,
  notEqual,
} from "./comparison.ts";

const x = tensor([1, 1, 2, NaN, NaN, 0, Infinity, -Infinity]);
const y = tensor([2, 1, 1, 1, NaN, -0, Infinity, Infinity]);

test.each([
  ["equal", equal, [0, 1, 0, 0, 0, 1, 1, 0]],
  ["notEqual", notEqual, [1, 0, 1, 1, 1, 0, 0, 1]],
  ["less", less, [1, 0, 0, 0, 0, 0, 0, 1]],
  ["lessEqual", lessEqual, [1, 1, 0, 0, 0, 1, 1, 1]],
  ["greater", greater, [0, 0, 1, 0, 0, 0, 0, 0]],
  ["greaterEqual", greaterEqual, [0, 1, 1, 0, 0, 1, 1, 0]],
] as const)("%s, with NaN equal to nothing and -0 equal to 0", (_, compare, expected) => {
  const result = compare(x, y);
  expect([result.dtype, result.toArray()]).toEqual(["bool", expected]);
});

test("integers and numbers are compared alike", () => {
  const whole = tensor([-1, 0, 1], { dtype: "int32" });
  expect(greater(whole, 0).toArray()).toEqual([0, 0, 1]);
  expect(greaterEqual(0, whole).toArray()).toEqual([1, 1, 0]);
  expect(less(tensor([1, 200], { dtype: "uint8" }), 128).toArray()).toEqual([1, 0]);
});

describe("logic", () => {
  const [a, b] = [tensor([false, false, true, true]), tensor([false, true, false, true])];
  test("of booleans", () => {
    expect(logicalAnd(a, b).toArray()).toEqual([0, 0, 0, 1]);
    expect(logicalOr(a, b).toArray()).toEqual([0, 1, 1, 1]);
    expect(logicalXor(a, b).toArray()).toEqual([0, 1, 1, 0]);
    expect(logicalNot(a).toArray()).toEqual([1, 1, 0, 0]);
  });

  test("of numbers: all but 0 are true, NaN included", () => {
    const numbers = tensor([0, -0, 0.5, NaN]);
    expect(logicalNot(numbers).toArray()).toEqual([1, 1, 0, 0]);
    expect(logicalAnd(numbers, 1).toArray()).toEqual([0, 0, 1, 1]);
    expect(logicalOr(numbers, 0).toArray()).toEqual([0, 0, 1, 1]);
    expect(logicalXor(numbers, 1).toArray()).toEqual([1, 1, 0, 0]);
    expect(logicalXor(tensor([2, 3]), tensor([5, 0])).toArray()).toEqual([0, 1]);
  });
});

test("isNaN and isFinite", () => {
  const special = tensor([0, NaN, Infinity, -Infinity, 3e38]);
  expect(isNaN(special).toArray()).toEqual([0, 1, 0, 0, 0]);
  expect(isFinite(special).toArray()).toEqual([1, 0, 0, 0, 1]);
  expect([isNaN(tensor([1], { dtype: "int32" })).item(), isFinite(tensor([1], { dtype: "int32" })).item()]).toEqual([
    0, 1,
  ]);
});
