import { expect, test } from "vitest";
import { tensor } from "../creation/tensor.ts";
import { DTypeError } from "../errors.ts";
import { clip } from "./clip.ts";

const x = tensor([-3, -1, 0, 2, Infinity, -Infinity, NaN]);

test("limits to the bounds; NaN stays", () => {
  expect(clip(x, -1, 1.5).toArray()).toEqual([-1, -1, 0, 1.5, 1.5, -1, NaN]);
  expect(clip(x, 0, Infinity).toArray()).toEqual([0, 0, 0, 2, Infinity, 0, NaN]);
  expect(clip(x, 1, 1).toArray()).toEqual([1, 1, 1, 1, 1, 1, NaN]);
});

test("bounds may be tensors, and all broadcast", () => {
  expect(clip(tensor([[0], [5]]), tensor([1, 2]), 4).toArray()).toEqual([
    [1, 2],
    [4, 4],
  ]);
  expect(clip(7, 0, 5).item()).toBe(5);
  // where tensors cross, the upper bound wins
  expect(clip(tensor([0, 9]), tensor([3, 3]), tensor([1, 1])).toArray()).toEqual([1, 1]);
});

test("keeps integers", () => {
  const clipped = clip(tensor([-5, 5], { dtype: "int32" }), -1, 1);
  expect([clipped.dtype, clipped.toArray()]).toEqual(["int32", [-1, 1]]);
});

test("bounds in the wrong order, fractions for integers and mixed types throw", () => {
  for (const [low, high] of [
    [1, 0],
    [NaN, 1],
    [0, NaN],
  ] as const)
    expect(() => clip(x, low, high)).toThrow(
      new RangeError(`clip: low must not be above high, got ${low} and ${high}; exchange them?`),
    );
  expect(() => clip(tensor([1], { dtype: "int32" }), 0.5, 1)).toThrow(
    new DTypeError("clip: int32 does not hold 0.5; cast the tensor first?"),
  );
  expect(() => clip(x, tensor([1], { dtype: "int32" }), 1)).toThrow(
    new DTypeError("clip: types must match, got float32 and int32; cast one?"),
  );
  expect(() => clip(tensor([true]), 0, 1)).toThrow(DTypeError);
});
