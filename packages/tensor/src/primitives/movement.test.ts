import { describe, expect, test } from "vitest";
import { full } from "../creation/full.ts";
import { arange } from "../creation/ranges.ts";
import { tensor } from "../creation/tensor.ts";
import { ShapeError } from "../errors.ts";
import type { Tensor } from "../tensor.ts";
import { flip, reshape, swapLastAxes, transpose } from "./movement.ts";

const cube = reshape(arange(0, 24), [2, 3, 4]);
const bufferOf = (x: Tensor): unknown => x.view!.buffer;

describe("reshape", () => {
  test("keeps the row-major order", () => {
    expect(reshape(arange(0, 6), [2, 3]).toArray()).toEqual([
      [0, 1, 2],
      [3, 4, 5],
    ]);
    expect(
      reshape(
        transpose(
          tensor([
            [1, 2],
            [3, 4],
          ]),
        ),
        [4],
      ).toArray(),
    ).toEqual([1, 3, 2, 4]);
  });

  test("fills in one size", () => {
    expect(reshape(cube, [-1]).shape).toEqual([24]);
    expect(reshape(cube, [4, -1, 2]).shape).toEqual([4, 3, 2]);
    expect(reshape(cube, [24, -1]).shape).toEqual([24, 1]);
    expect(reshape(tensor(5), [-1]).toArray()).toEqual([5]);
    expect(reshape(full([0, 3], 1), [-1, 5]).shape).toEqual([0, 5]);
    expect(reshape(full([0, 3], 1), [3, -1]).shape).toEqual([3, 0]);
  });

  test("goes from and to scalars and nothing", () => {
    expect(reshape(tensor([7]), []).item()).toBe(7);
    expect(reshape(tensor(7), [1, 1]).toArray()).toEqual([[7]]);
    expect(reshape(full([0], 1), [2, 0, 3]).shape).toEqual([2, 0, 3]);
  });

  test("is a view of contiguous data and of compatible strides, the tensor itself for the same shape", () => {
    expect(reshape(cube, [2, 3, 4])).toBe(cube);
    expect(bufferOf(reshape(cube, [6, 4]))).toBe(bufferOf(cube));
    expect(bufferOf(reshape(flip(cube), [24]))).toBe(bufferOf(cube));
    expect(bufferOf(reshape(transpose(cube, [0, 2, 1]), [2, 2, 2, 3]))).toBe(bufferOf(cube));
    expect(bufferOf(reshape(full([2, 3], 1), [6]))).toHaveLength(1);
    expect(bufferOf(reshape(transpose(cube), [24]))).not.toBe(bufferOf(cube));
  });

  test.each<[number[], string]>([
    [[5, 5], "the number of elements must stay, got [2,3,4] to [5,5]; use -1 for one size?"],
    [[], "the number of elements must stay, got [2,3,4] to []; use -1 for one size?"],
    [[5, -1], "[2,3,4] does not fill [5,-1]; check the known sizes?"],
    [[0, -1], "[2,3,4] does not fill [0,-1]; check the known sizes?"],
    [[-1, -1], "one size may be -1, got [-1,-1]; write the others down?"],
    [[-2, 12], "sizes must be integers from -1 up, got [-2,12]; round them?"],
    [[1.5, 16], "sizes must be integers from -1 up, got [1.5,16]; round them?"],
    [[NaN], "sizes must be integers from -1 up, got [NaN]; round them?"],
  ])("of [2,3,4] to %j throws", (shape, message) => {
    expect(() => reshape(cube, shape)).toThrow(new ShapeError(`reshape: ${message}`));
  });

  test("of nothing leaves no size open that could be anything", () => {
    expect(() => reshape(full([0], 1), [0, -1])).toThrow(
      new ShapeError("reshape: [0] does not fill [0,-1]; check the known sizes?"),
    );
  });
});

describe("transpose", () => {
  test("reverses the axes, or orders them as it is told, without a copy", () => {
    expect(transpose(cube).shape).toEqual([4, 3, 2]);
    const turned = transpose(cube, [1, -1, 0]);
    expect([turned.shape, bufferOf(turned) === bufferOf(cube)]).toEqual([[3, 4, 2], true]);
    // element [j, k, i] is element [i, j, k] of the cube: 12 i + 4 j + k
    expect((turned.toArray() as number[][][])[2]![3]![1]).toBe(12 + 4 * 2 + 3);
  });

  test("of vectors and scalars, or of axes in their order, is the tensor itself", () => {
    const [vector, scalar] = [tensor([1, 2]), tensor(1)];
    expect([transpose(vector) === vector, transpose(scalar) === scalar]).toEqual([true, true]);
    expect(transpose(cube, [0, 1, 2])).toBe(cube);
  });

  test("needs each axis once", () => {
    for (const axes of [
      [0, 1],
      [0, 1, 1],
      [0, 1, 2, 0],
    ])
      expect(() => transpose(cube, axes)).toThrow(
        new ShapeError(`transpose: each of 3 axes is needed once, got [${axes.join()}]; list them all?`),
      );
    expect(() => transpose(cube, [0, 1, 3])).toThrow(ShapeError);
    expect(() => transpose(cube, 1 as never)).toThrow(
      new TypeError("transpose: a list of axes is needed, got 1; put brackets around it?"),
    );
  });
});

test("swapLastAxes transposes each matrix", () => {
  expect(swapLastAxes(cube).shape).toEqual([2, 4, 3]);
  expect(
    swapLastAxes(
      tensor([
        [1, 2],
        [3, 4],
      ]),
    ).toArray(),
  ).toEqual([
    [1, 3],
    [2, 4],
  ]);
  expect([swapLastAxes(tensor([1, 2])).toArray(), swapLastAxes(tensor(1)).toArray()]).toEqual([[1, 2], 1]);
});

describe("flip", () => {
  test("reverses one axis, several or all, without a copy", () => {
    const x = tensor([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect(flip(x).toArray()).toEqual([
      [6, 5, 4],
      [3, 2, 1],
    ]);
    expect(flip(x, { axis: 0 }).toArray()).toEqual([
      [4, 5, 6],
      [1, 2, 3],
    ]);
    expect(flip(x, { axis: [-1] }).toArray()).toEqual([
      [3, 2, 1],
      [6, 5, 4],
    ]);
    expect(bufferOf(flip(x))).toBe(bufferOf(x));
    expect(flip(flip(x)).toArray()).toEqual(x.toArray());
  });

  test("of scalars, of no axes and of nothing", () => {
    expect(flip(tensor(3)).item()).toBe(3);
    expect(flip(cube, { axis: [] })).toBe(cube);
    expect(flip(full([0, 2], 1)).shape).toEqual([0, 2]);
  });
});
