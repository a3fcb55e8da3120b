import { describe, expect, test } from "vitest";
import { full } from "../creation/full.ts";
import { arange } from "../creation/ranges.ts";
import { tensor } from "../creation/tensor.ts";
import { DTypeError, ShapeError } from "../errors.ts";
import { reshape, transpose } from "./movement.ts";
import { concat, pad, type Range, slice } from "./slice-pad-concat.ts";

const ten = arange(0, 10);
const matrix = reshape(arange(0, 12), [3, 4]);

describe("slice", () => {
  // what Python prints of list(range(10))[...]
  test.each<[Range, number[]]>([
    [null, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
    [
      [2, 5],
      [2, 3, 4],
    ],
    [[2], [2, 3, 4, 5, 6, 7, 8, 9]],
    [
      [null, 3],
      [0, 1, 2],
    ],
    [[-3], [7, 8, 9]],
    [
      [null, -7],
      [0, 1, 2],
    ],
    [
      [-4, -2],
      [6, 7],
    ],
    [
      [0, 100],
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    ],
    [
      [-100, 2],
      [0, 1],
    ],
    [[7, 3], []],
    [[10], []],
    [
      [null, null, 3],
      [0, 3, 6, 9],
    ],
    [
      [1, 8, 3],
      [1, 4, 7],
    ],
    [
      [1, 7, 3],
      [1, 4],
    ],
    [
      [null, null, -1],
      [9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
    ],
    [
      [null, null, -4],
      [9, 5, 1],
    ],
    [
      [7, 2, -2],
      [7, 5, 3],
    ],
    [
      [100, null, -5],
      [9, 4],
    ],
    [[2, 7, -1], []],
    [
      [3, null, -1],
      [3, 2, 1, 0],
    ],
    [
      [-2, -5, -1],
      [8, 7, 6],
    ],
    [[2, null, 100], [2]],
    [
      [0, 5, null],
      [0, 1, 2, 3, 4],
    ],
    [[], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
  ])("of ten numbers by %j", (range, wanted) => {
    const part = slice(ten, [range]);
    expect(part.toArray()).toEqual(wanted);
    expect(part.view!.buffer).toBe(ten.view!.buffer);
  });

  test("by an index drops the axis; axes without a range stay whole", () => {
    expect(slice(matrix, [1]).toArray()).toEqual([4, 5, 6, 7]);
    expect(slice(matrix, [-1, [1, 3]]).toArray()).toEqual([9, 10]);
    expect(slice(matrix, [null, 2]).toArray()).toEqual([2, 6, 10]);
    expect(slice(matrix, [2, 3]).item()).toBe(11);
    expect(slice(matrix, [[0, 2]]).shape).toEqual([2, 4]);
    expect(slice(matrix, [])).toBe(matrix);
    expect(slice(tensor(1), []).item()).toBe(1);
  });

  test("of nothing", () => {
    const none = full([0, 3], 1);
    expect(slice(none, [[0, 5]]).shape).toEqual([0, 3]);
    expect(slice(none, [[null, null, -1], 1]).shape).toEqual([0]);
  });

  test.each<[readonly unknown[], string]>([
    [[0, 0, 0], "ShapeError slice: at most 2 ranges fit [3,4], got 3; drop some?"],
    [[3], "RangeError slice: axis 0 has indices from -3 to 2, got 3; check the size?"],
    [[null, -5], "RangeError slice: axis 1 has indices from -4 to 3, got -5; check the size?"],
    [[0.5], "RangeError slice: axis 0 has indices from -3 to 2, got 0.5; check the size?"],
    [[NaN], "RangeError slice: axis 0 has indices from -3 to 2, got NaN; check the size?"],
    [
      [[0.5]],
      "RangeError slice: positions and steps are integers, got 0.5 on axis 0; round it, or use null for the end?",
    ],
    [
      [null, [0, NaN]],
      "RangeError slice: positions and steps are integers, got NaN on axis 1; round it, or use null for the end?",
    ],
    [
      [[0, Infinity]],
      "RangeError slice: positions and steps are integers, got Infinity on axis 0; round it, or use null for the end?",
    ],
    [
      [[0, 2, 0.5]],
      "RangeError slice: positions and steps are integers, got 0.5 on axis 0; round it, or use null for the end?",
    ],
    [
      [["1"]],
      "RangeError slice: positions and steps are integers, got 1 on axis 0; round it, or use null for the end?",
    ],
    [[[0, 2, 0]], "RangeError slice: a step is not 0, got 0 on axis 0; use an index for one element?"],
    [
      ["0:2"],
      'TypeError slice: a list of start, end and step of axis 0 is needed, got the text "0:2"; put brackets around it?',
    ],
  ])("by %j throws", (ranges, error) => {
    expect(() => slice(matrix, ranges as readonly Range[])).toThrow(
      expect.objectContaining({ name: error.split(" ")[0], message: error.slice(error.indexOf(" ") + 1) }),
    );
  });

  test("an index of an empty axis, and ranges without brackets, throw", () => {
    expect(() => slice(full([0], 1), [0])).toThrow(
      new RangeError("slice: axis 0 is empty, got index 0; check the size?"),
    );
    expect(() => slice(matrix, 1 as never)).toThrow(
      new TypeError("slice: a list of ranges is needed, got 1; put brackets around it?"),
    );
  });
});

describe("pad", () => {
  test("adds zeros, or another value, at the ends of each axis", () => {
    expect(pad(tensor([1, 2]), [[1, 2]]).toArray()).toEqual([0, 1, 2, 0, 0]);
    expect(
      pad(
        tensor([[1], [2]]),
        [
          [0, 1],
          [1, 0],
        ],
        { value: -1 },
      ).toArray(),
    ).toEqual([
      [-1, 1],
      [-1, 2],
      [-1, -1],
    ]);
    expect(pad(tensor([true]), [[1, 1]], { value: 1 }).toArray()).toEqual([1, 1, 1]);
    expect(pad(tensor(3), []).item()).toBe(3);
  });

  test("adds elements between those that are there", () => {
    expect(pad(tensor([1, 2, 3]), [[0, 1, 2]]).toArray()).toEqual([1, 0, 0, 2, 0, 0, 3, 0]);
    expect(pad(tensor([1]), [[0, 0, 5]]).toArray()).toEqual([1]);
  });

  test("of nothing gives the padding alone", () => {
    expect(pad(full([0], 1), [[1, 1, 4]], { value: 7 }).toArray()).toEqual([7, 7]);
    expect(
      pad(full([2, 0], 1), [
        [0, 0],
        [0, 1],
      ]).toArray(),
    ).toEqual([[0], [0]]);
  });

  test("takes views of any strides, and always makes a tensor of its own", () => {
    const x = tensor([
      [1, 2],
      [3, 4],
    ]);
    expect(
      pad(transpose(x), [
        [0, 0],
        [1, 0],
      ]).toArray(),
    ).toEqual([
      [0, 1, 3],
      [0, 2, 4],
    ]);
    expect(
      pad(x, [
        [0, 0],
        [0, 0],
      ]).view!.buffer,
    ).not.toBe(x.view!.buffer);
  });

  test.each<[readonly unknown[], string]>([
    [[[1, 1]], "ShapeError pad: a pair of widths for each of 2 axes is needed, got 1; use [0, 0]?"],
    [
      [
        [0, 0],
        [0, -1],
      ],
      "RangeError pad: widths are integers from 0 up, got -1; use slice to remove elements?",
    ],
    [
      [
        [0.5, 0],
        [0, 0],
      ],
      "RangeError pad: widths are integers from 0 up, got 0.5; use slice to remove elements?",
    ],
    [
      [
        [NaN, 0],
        [0, 0],
      ],
      "RangeError pad: widths are integers from 0 up, got NaN; use slice to remove elements?",
    ],
    [[[0], [0, 0]], "RangeError pad: widths are integers from 0 up, got undefined; use slice to remove elements?"],
    [[1, 1], "TypeError pad: a list of widths before and after each axis is needed, got 1; put brackets around it?"],
  ])("by %j throws", (widths, error) => {
    expect(() => pad(matrix, widths as [number, number][])).toThrow(
      expect.objectContaining({ name: error.split(" ")[0], message: error.slice(error.indexOf(" ") + 1) }),
    );
  });

  test("a value that the type does not hold throws", () => {
    expect(() => pad(ten, [[1, 1]], { value: 0.5 })).toThrow(
      new DTypeError("pad: int32 does not hold 0.5; cast the tensor first?"),
    );
  });
});

describe("concat", () => {
  test("puts tensors behind each other along any axis", () => {
    const [a, b] = [
      tensor([[1], [2]]),
      tensor([
        [3, 4],
        [5, 6],
      ]),
    ];
    expect(concat([a, b], { axis: 1 }).toArray()).toEqual([
      [1, 3, 4],
      [2, 5, 6],
    ]);
    expect(concat([b, b], { axis: -2 }).shape).toEqual([4, 2]);
    expect(concat([tensor([1]), tensor([2, 3]), full([0], 0)]).toArray()).toEqual([1, 2, 3]);
    expect(concat([full([0, 2], 1), full([0, 2], 1)]).shape).toEqual([0, 2]);
  });

  test("of one tensor is it", () => {
    expect(concat([ten])).toBe(ten);
  });

  test("throws for none, for scalars, for other axes that differ, for mixed types", () => {
    expect(() => concat([])).toThrow(
      new ShapeError("concat: at least one tensor is needed, got none; start from zeros([0, ...])?"),
    );
    expect(() => concat([tensor(1), tensor(2)])).toThrow(
      new ShapeError("concat: a scalar has no axes, got axis 0; expand it first?"),
    );
    for (const [x, y] of [
      [full([2, 3], 0), full([2, 4], 0)],
      [full([2, 3], 0), full([3], 0)],
    ] as const)
      expect(() => concat([x, y])).toThrow(
        new ShapeError(
          `concat: shapes must agree but for axis 0, got [2,3] and [${y.shape.join()}]; pad or reshape one?`,
        ),
      );
    expect(() => concat([ten, tensor([1])])).toThrow(
      new DTypeError("concat: types must match, got int32 and float32; cast one?"),
    );
    expect(() => concat(ten as never)).toThrow(
      new TypeError("concat: a list of tensors is needed, got a Tensor; put brackets around it?"),
    );
    expect(() => concat([ten, 1 as never])).toThrow(
      new TypeError("concat: a tensor is needed, got 1; make it one with tensor(...)?"),
    );
  });
});
