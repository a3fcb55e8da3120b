import { describe, expect, test } from "vitest";
import { full } from "../creation/full.ts";
import { tensor } from "../creation/tensor.ts";
import { ShapeError } from "../errors.ts";
import { transpose } from "../primitives/movement.ts";
import { smallIntegers } from "../testing/small-integers.ts";
import { expandDims, moveAxis, squeeze, swapAxes } from "./axes.ts";

const x = smallIntegers([2, 3, 4, 5]);

test("moveAxis keeps the order of the others, and copies nothing", () => {
  expect(moveAxis(x, 0, -1).shape).toEqual([3, 4, 5, 2]);
  expect(moveAxis(x, -1, 0).shape).toEqual([5, 2, 3, 4]);
  expect(moveAxis(x, 1, 2).shape).toEqual([2, 4, 3, 5]);
  expect(moveAxis(x, 2, 2)).toBe(x);
  expect(moveAxis(x, 0, 2).toArray()).toEqual(transpose(x, [1, 2, 0, 3]).toArray());
  expect(moveAxis(x, 0, 2).view!.buffer).toBe(x.view!.buffer);
});

test("swapAxes exchanges two", () => {
  expect(swapAxes(x, 0, -1).shape).toEqual([5, 3, 4, 2]);
  expect(swapAxes(x, 1, 2).toArray()).toEqual(transpose(x, [0, 2, 1, 3]).toArray());
  expect(swapAxes(x, 1, 1)).toBe(x);
});

describe("expandDims", () => {
  test("puts axes of size 1 at the places of the result", () => {
    expect(expandDims(tensor([1, 2]), 0).shape).toEqual([1, 2]);
    expect(expandDims(tensor([1, 2]), -1).toArray()).toEqual([[1], [2]]);
    expect(expandDims(full([3, 4], 1), [0, -1]).shape).toEqual([1, 3, 4, 1]);
    expect(expandDims(full([3, 4], 1), [1, 3]).shape).toEqual([3, 1, 4, 1]);
    expect(expandDims(tensor(7), 0).toArray()).toEqual([7]);
    expect(expandDims(full([0], 1), 1).shape).toEqual([0, 1]);
    expect(expandDims(x, [])).toBe(x);
  });

  test("throws for a place that is not in the result, or named twice", () => {
    expect(() => expandDims(tensor([1]), 2)).toThrow(
      new ShapeError("expandDims: axis must be an integer from -2 to 1 for rank 2, got 2; count again?"),
    );
    expect(() => expandDims(tensor([1]), [0, -3])).toThrow(
      new ShapeError("expandDims: axes must differ, got [0,0]; drop the repeated one?"),
    );
  });
});

describe("squeeze", () => {
  test("drops axes of size 1, all or those named", () => {
    const thin = full([1, 3, 1, 2], 1);
    expect(squeeze(thin).shape).toEqual([3, 2]);
    expect(squeeze(thin, { axis: 0 }).shape).toEqual([3, 1, 2]);
    expect(squeeze(thin, { axis: [0, -2] }).shape).toEqual([3, 2]);
    expect(squeeze(full([1, 1], 5)).item()).toBe(5);
    expect(squeeze(full([0, 1], 5)).shape).toEqual([0]);
    expect(squeeze(x)).toBe(x);
  });

  test("throws for a longer axis", () => {
    expect(() => squeeze(full([1, 3], 1), { axis: 1 })).toThrow(
      new ShapeError("squeeze: only axes of size 1 go away, got [1,3]; use slice or sum?"),
    );
  });
});
