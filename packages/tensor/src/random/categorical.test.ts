import { expect, test } from "vitest";
import { zeros } from "../creation/full.ts";
import { tensor } from "../creation/tensor.ts";
import { DTypeError, ShapeError } from "../errors.ts";
import { softmax } from "../operations/log-sum-exp.ts";
import { broadcastTo } from "../primitives/broadcast.ts";
import { transpose } from "../primitives/movement.ts";
import { chiSquare, countsOf } from "../testing/goodness-of-fit.ts";
import { categorical } from "./categorical.ts";
import { randomKey } from "./random-key.ts";

test.each(["float32", "float64"] as const)("%s: classes come as often as softmax says, a constant aside", (dtype) => {
  for (const shift of [0, 1000]) {
    const logits = tensor(
      [0, 1, -1, 2, 0.5, -3, 1, 1, -0.5, 0].map((x) => x + shift),
      { dtype },
    );
    const classes = categorical(randomKey(30), broadcastTo(logits, [50_000, 10]));
    expect(classes.dtype).toBe("int32");
    expect(classes.shape).toEqual([50_000]);
    // chi-square with 9 degrees of freedom: below 0.22 or above 44.9 once in a million each
    const value = chiSquare(countsOf(classes.dataSync(), 10), Array.from(softmax(logits).dataSync()));
    expect(value).toBeGreaterThan(0.22);
    expect(value).toBeLessThan(44.9);
  }
});

test("a class of logit -Infinity is never drawn", () => {
  const logits = tensor([-Infinity, 0, -Infinity, 1]);
  const counts = countsOf(categorical(randomKey(31), broadcastTo(logits, [10_000, 4])).dataSync(), 4);
  expect(counts[0]).toBe(0);
  expect(counts[2]).toBe(0);
});

test.each([
  [-Infinity, -Infinity, -Infinity],
  [0, NaN, 1],
  [NaN, NaN, NaN],
])("a row of %d %d %d throws", (...row) => {
  expect(() => categorical(randomKey(31), tensor([[0, 1, 2], row]))).toThrow(
    new RangeError("categorical: each row needs a logit above -Infinity and no NaN, got another; mask fewer?"),
  );
  expect(() => categorical(randomKey(31), transpose(tensor([[0, 1, 2], row])), { axis: 0 })).toThrow(RangeError);
});

test("an infinite logit is always drawn", () => {
  expect(categorical(randomKey(31), tensor([0, Infinity, 1])).item()).toBe(1);
});

test("classes may lie along any axis", () => {
  const logits = tensor([
    [0, 50, 0],
    [50, 0, 0],
  ]);
  expect(categorical(randomKey(1), logits).toArray()).toEqual([1, 0]);
  expect(categorical(randomKey(1), transpose(logits), { axis: 0 }).toArray()).toEqual([1, 0]);
  expect(categorical(randomKey(1), transpose(logits), { axis: -2 }).toArray()).toEqual([1, 0]);
});

test("logits are floating-point and have classes", () => {
  expect(() => categorical(randomKey(1), zeros([3], "int32"))).toThrow(DTypeError);
  expect(() => categorical(randomKey(1), zeros([]))).toThrow(ShapeError);
  expect(() => categorical(randomKey(1), zeros([2, 0]))).toThrow(ShapeError);
  expect(() => categorical(randomKey(1), zeros([2, 3]), { axis: 2 })).toThrow(ShapeError);
});
