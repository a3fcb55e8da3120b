import { describe, expect, test } from "vitest";
import { full } from "../creation/full.ts";
import { arange } from "../creation/ranges.ts";
import { tensor } from "../creation/tensor.ts";
import { DTypeError, ShapeError } from "../errors.ts";
import { reshape } from "../primitives/movement.ts";
import { repeat, split, stack, tile } from "./joining.ts";

const matrix = reshape(arange(0, 6), [2, 3]);

describe("stack", () => {
  test("makes a new axis anywhere", () => {
    const [a, b] = [tensor([1, 2]), tensor([3, 4])];
    expect(stack([a, b]).toArray()).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(stack([a, b], { axis: -1 }).toArray()).toEqual([
      [1, 3],
      [2, 4],
    ]);
    expect(stack([tensor(1), tensor(2), tensor(3)]).toArray()).toEqual([1, 2, 3]);
    expect(stack([full([0, 2], 1), full([0, 2], 1)], { axis: 1 }).shape).toEqual([0, 2, 2]);
    expect(stack([a]).shape).toEqual([1, 2]);
  });

  test("throws in its own name", () => {
    expect(() => stack([])).toThrow(
      new ShapeError("stack: at least one tensor is needed, got none; start from zeros([0, ...])?"),
    );
    expect(() => stack([tensor([1]), tensor([1, 2])])).toThrow(
      new ShapeError("stack: shapes must agree, got [1] and [2]; pad or broadcast one?"),
    );
    expect(() => stack([tensor([1]), tensor([true])])).toThrow(
      new DTypeError("stack: types must match, got float32 and bool; cast one?"),
    );
    expect(() => stack([tensor([1])], { axis: 2 })).toThrow(
      new ShapeError("stack: axis must be an integer from -2 to 1 for rank 2, got 2; count again?"),
    );
  });
});

describe("split", () => {
  test("into equal parts, or parts of given sizes, as views", () => {
    const thirds = split(matrix, 3, { axis: 1 });
    expect(thirds.map((part) => part.toArray())).toEqual([
      [[0], [3]],
      [[1], [4]],
      [[2], [5]],
    ]);
    expect(thirds.every((part) => part.view!.buffer === matrix.view!.buffer)).toBe(true);
    expect(split(arange(0, 5), [1, 0, 4]).map((part) => part.toArray())).toEqual([[0], [], [1, 2, 3, 4]]);
    expect(split(matrix, 1).map((part) => part.shape)).toEqual([[2, 3]]);
    expect(split(full([0, 2], 1), 3).map((part) => part.shape)).toEqual([
      [0, 2],
      [0, 2],
      [0, 2],
    ]);
    expect(split(full([0], 1), [])).toEqual([]);
  });

  test.each<[number | readonly number[], new (message: string) => Error, string]>([
    [0, RangeError, "split: the number of parts must be an integer from 1 up, got 0; round it?"],
    [-2, RangeError, "split: the number of parts must be an integer from 1 up, got -2; round it?"],
    [1.5, RangeError, "split: the number of parts must be an integer from 1 up, got 1.5; round it?"],
    [NaN, RangeError, "split: the number of parts must be an integer from 1 up, got NaN; round it?"],
    [2, ShapeError, "split: axis 1 of size 3 has no 2 equal parts; give their sizes, as in split(x, [2, 3])?"],
    [[1, 1], ShapeError, "split: sizes must add up to the 3 of axis 1, got [1,1]; change the last one?"],
    [[], ShapeError, "split: sizes must add up to the 3 of axis 1, got []; change the last one?"],
    [[4, -1], RangeError, "split: the size of a part must be an integer from 0 up, got -1; round it?"],
    [[1.5, 1.5], RangeError, "split: the size of a part must be an integer from 0 up, got 1.5; round it?"],
    ["2" as never, TypeError, 'split: a list of sizes is needed, got the text "2"; put brackets around it?'],
  ])("into %j throws", (parts, error, message) => {
    expect(() => split(matrix, parts, { axis: -1 })).toThrow(new error(message));
  });
});

describe("tile", () => {
  test("repeats the whole, with counts for the last axes or for more", () => {
    expect(tile(tensor([1, 2]), [2]).toArray()).toEqual([1, 2, 1, 2]);
    expect(tile(tensor([1, 2]), [2, 1]).toArray()).toEqual([
      [1, 2],
      [1, 2],
    ]);
    expect(tile(matrix, [2]).toArray()).toEqual([
      [0, 1, 2, 0, 1, 2],
      [3, 4, 5, 3, 4, 5],
    ]);
    expect(tile(tensor(7), [2, 2]).toArray()).toEqual([
      [7, 7],
      [7, 7],
    ]);
    expect([tile(matrix, [0, 1]).shape, tile(matrix, []).toArray()]).toEqual([[0, 3], matrix.toArray()]);
  });

  test.each([[-1], [0.5], [NaN]])("a count of %d throws", (count) => {
    expect(() => tile(matrix, [1, count])).toThrow(
      new RangeError(`tile: the count must be an integer from 0 up, got ${count}; round it?`),
    );
  });

  test("a count without brackets throws", () => {
    expect(() => tile(matrix, 2 as never)).toThrow(
      new TypeError("tile: a list of counts is needed, got 2; put brackets around it?"),
    );
  });
});

describe("repeat", () => {
  test("repeats each entry in place", () => {
    expect(repeat(tensor([1, 2]), 3).toArray()).toEqual([1, 1, 1, 2, 2, 2]);
    expect(repeat(matrix, 2, { axis: -1 }).toArray()).toEqual([
      [0, 0, 1, 1, 2, 2],
      [3, 3, 4, 4, 5, 5],
    ]);
    expect([repeat(matrix, 0).shape, repeat(full([0, 2], 1), 3).shape]).toEqual([
      [0, 3],
      [0, 2],
    ]);
  });

  test.each([[-1], [0.5], [NaN], [Infinity]])("%d times throws", (count) => {
    expect(() => repeat(matrix, count)).toThrow(
      new RangeError(`repeat: the count must be an integer from 0 up, got ${count}; round it?`),
    );
  });

  test("a scalar has no entries", () => {
    expect(() => repeat(tensor(1), 2)).toThrow(
      new ShapeError("repeat: a scalar has no axes, got axis 0; expand it first?"),
    );
  });
});
