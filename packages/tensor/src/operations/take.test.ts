import { describe, expect, test } from "vitest";
import { full } from "../creation/full.ts";
import { arange } from "../creation/ranges.ts";
import { tensor } from "../creation/tensor.ts";
import { DTypeError, ShapeError } from "../errors.ts";
import { reshape } from "../primitives/movement.ts";
import { scatterAdd, scatterAddAlongAxis, take, takeAlongAxis } from "./take.ts";

const matrix = reshape(arange(0, 6), [2, 3]);
const ints = (values: readonly (number | readonly number[])[]) => tensor(values, { dtype: "int32" });

describe("take", () => {
  test("whole entries of an axis, by indices of any shape, from either end", () => {
    expect(take(matrix, ints([1, 0, -1])).toArray()).toEqual([
      [3, 4, 5],
      [0, 1, 2],
      [3, 4, 5],
    ]);
    expect(take(matrix, ints([[2], [-3]]), { axis: 1 }).toArray()).toEqual([
      [[2], [0]],
      [[5], [3]],
    ]);
    expect(take(matrix, tensor(1, { dtype: "int32" })).toArray()).toEqual([3, 4, 5]);
    expect(take(matrix, tensor([1], { dtype: "uint8" })).toArray()).toEqual([[3, 4, 5]]);
    expect(take(tensor([true, false]), ints([1, 1])).dtype).toBe("bool");
  });

  test("of nothing, and by no indices", () => {
    expect(take(matrix, full([0, 2], 0, "int32")).shape).toEqual([0, 2, 3]);
    expect(take(full([3, 0], 1), ints([2])).shape).toEqual([1, 0]);
    expect(take(full([0, 2], 1), full([0], 0, "int32")).shape).toEqual([0, 2]);
  });
});

describe("scatterAdd", () => {
  test("adds values, at the same index too, and leaves x as it is", () => {
    const x = full([3, 2], 10);
    const sums = scatterAdd(
      x,
      ints([2, -1, 0]),
      tensor([
        [1, 2],
        [3, 4],
        [5, 6],
      ]),
    );
    expect(sums.toArray()).toEqual([
      [15, 16],
      [10, 10],
      [14, 16],
    ]);
    expect(x.toArray()).toEqual(full([3, 2], 10).toArray());
    expect(scatterAdd(full([2], 0), full([0], 0, "int32"), full([0], 1)).toArray()).toEqual([0, 0]);
  });

  test("along another axis, by indices of any shape", () => {
    const values = full([2, 2, 2], 1, "int32");
    expect(
      scatterAdd(
        matrix,
        ints([
          [0, 0],
          [2, 0],
        ]),
        values,
        { axis: 1 },
      ).toArray(),
    ).toEqual([
      [3, 1, 3],
      [6, 4, 6],
    ]);
  });
});

test("many values at one index keep their digits: they are summed in double precision", () => {
  const count = 100_000;
  const tenths = full([count], 0.1);
  const exact = Math.fround(count * Math.fround(0.1));
  expect(scatterAdd(full([2], 0), full([count], 1, "int32"), tenths).toArray()).toEqual([0, exact]);
  expect(scatterAddAlongAxis(full([2], 0), full([count], 1, "int32"), tenths).toArray()).toEqual([0, exact]);
});

describe("takeAlongAxis", () => {
  test("by indices of each row, or of all", () => {
    expect(takeAlongAxis(matrix, ints([[2], [0]])).toArray()).toEqual([[2], [3]]);
    expect(takeAlongAxis(matrix, ints([[2, -3]])).toArray()).toEqual([
      [2, 0],
      [5, 3],
    ]);
    expect(takeAlongAxis(matrix, ints([[1, 0, 1]]), { axis: 0 }).toArray()).toEqual([[3, 1, 5]]);
    expect(takeAlongAxis(matrix, full([2, 0], 0, "int32")).shape).toEqual([2, 0]);
  });
});

test("scatterAddAlongAxis adds to each row at its own indices", () => {
  expect(
    scatterAddAlongAxis(
      matrix,
      ints([
        [0, 0],
        [2, -3],
      ]),
      ints([
        [10, 1],
        [5, 7],
      ]),
    ).toArray(),
  ).toEqual([
    [11, 1, 2],
    [10, 4, 10],
  ]);
  expect(scatterAddAlongAxis(matrix, ints([[0, 1, 0]]), ints([[1, 2, 3]]), { axis: 0 }).toArray()).toEqual([
    [1, 1, 5],
    [3, 6, 5],
  ]);
});

describe("errors", () => {
  test.each([
    ["take", () => take(matrix, ints([2])), -2, 1, 2],
    ["take", () => take(matrix, ints([-4]), { axis: 1 }), -3, 2, -4],
    ["takeAlongAxis", () => takeAlongAxis(matrix, ints([[3], [0]])), -3, 2, 3],
    ["scatterAdd", () => scatterAdd(matrix, ints([-3]), ints([[1, 1, 1]])), -2, 1, -3],
    ["scatterAddAlongAxis", () => scatterAddAlongAxis(matrix, ints([[0], [3]]), ints([[1], [1]])), -3, 2, 3],
  ])("an index out of range throws: %s", (name, run, least, most, index) => {
    expect(run).toThrow(
      new RangeError(`${name}: indices go from ${least} to ${most}, got ${index}; check the labels or the size?`),
    );
  });

  test("an empty axis has no indices", () => {
    expect(() => take(full([0], 1), ints([0]))).toThrow(
      new RangeError("take: an empty axis has no indices, got 0; check the labels or the size?"),
    );
  });

  test("other types than integers throw", () => {
    for (const indices of [tensor([1]), tensor([true])])
      expect(() => take(matrix, indices)).toThrow(
        new DTypeError(`take: indices are int32 or uint8, got ${indices.dtype}; cast them?`),
      );
    expect(() => scatterAdd(matrix, ints([0]), full([1, 3], 1))).toThrow(
      new DTypeError("scatterAdd: types must match, got int32 and float32; cast one?"),
    );
  });

  test("shapes that do not fit throw", () => {
    expect(() => scatterAdd(matrix, ints([0]), full([3], 1, "int32"))).toThrow(
      new ShapeError("scatterAdd: values of shape [1,3] are needed, got [3]; broadcast them?"),
    );
    expect(() => takeAlongAxis(matrix, ints([0]))).toThrow(
      new ShapeError("takeAlongAxis: x and indices need as many axes, got [2,3] and [1]; expand the indices?"),
    );
    expect(() => takeAlongAxis(matrix, full([3, 1], 0, "int32"))).toThrow(
      new ShapeError("takeAlongAxis: shapes must broadcast, got [2] and [3]; reshape or expand one?"),
    );
    const longer = full([2, 5], 0, "int32");
    for (const [x, indices, values] of [
      [ints([1, 2]), longer, longer],
      [matrix, full([1, 3], 0, "int32"), full([1, 3], 0, "int32")],
      [matrix, longer, full([2, 4], 0, "int32")],
    ] as const)
      expect(() => scatterAddAlongAxis(x, indices, values)).toThrow(
        /^scatterAddAlongAxis: indices and values must have the shape of x but for axis \d, got .* and .*; broadcast /,
      );
  });
});
