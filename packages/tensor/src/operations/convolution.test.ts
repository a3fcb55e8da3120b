import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DTypeError, ShapeError } from "../errors.ts";
import { cast, conv1d, conv2d, conv3d, ones, tensor, zeros } from "../index.ts";
import type { Tensor } from "../tensor.ts";
import { naiveConvolution } from "../testing/naive-convolution.ts";
import { smallIntegers } from "../testing/small-integers.ts";
import type { ConvolutionOptions } from "./convolution.ts";

const ofRank = [conv1d, conv2d, conv3d] as const;

/** One axis: `extra` elements more than the window needs, which may come from the padding. */
const axis = fc.record({
  taps: fc.integer({ min: 1, max: 3 }),
  stride: fc.integer({ min: 1, max: 3 }),
  dilation: fc.integer({ min: 1, max: 2 }),
  padding: fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 })),
  extra: fc.integer({ min: 0, max: 4 }),
});

test("what the definition gives, for any settings in one to three dimensions", () => {
  fc.assert(
    fc.property(
      fc.array(axis, { minLength: 1, maxLength: 3 }),
      fc.record({ batch: fc.integer({ min: 1, max: 2 }), groups: fc.integer({ min: 1, max: 3 }) }),
      fc.record({ channels: fc.integer({ min: 1, max: 3 }), outputs: fc.integer({ min: 1, max: 3 }) }),
      fc.constantFrom("float32", "float64", "int32"),
      (axes, { batch, groups }, { channels, outputs }, dtype) => {
        const spatial = axes.map(({ taps, dilation, padding: [before, after], extra }) =>
          Math.max(1, (taps - 1) * dilation + 1 + extra - before - after),
        );
        const x = smallIntegers([batch, groups * channels, ...spatial], 1, dtype);
        const weights = smallIntegers([groups * outputs, channels, ...axes.map(({ taps }) => taps)], 2, dtype);
        const settings = {
          stride: axes.map(({ stride }) => stride),
          dilation: axes.map(({ dilation }) => dilation),
          padding: axes.map(({ padding }) => padding),
          groups,
        };
        const y = ofRank[axes.length - 1]!(x, weights, settings);
        expect(y.dtype).toBe(dtype);
        expect(y.toArray()).toEqual(naiveConvolution(x.toArray(), weights.toArray(), settings));
      },
    ),
    { numRuns: 300, seed: 1 },
  );
});

test("by default the window moves by one, without padding, and weights are not flipped", () => {
  const x = tensor([[[1, 2, 3, 4]]]);
  expect(conv1d(x, tensor([[[1, 10]]])).toArray()).toEqual([[[21, 32, 43]]]);
});

test("one number stands for all axes", () => {
  const [x, w] = [smallIntegers([1, 2, 7, 6]), smallIntegers([2, 2, 2, 2], 2)];
  const one = conv2d(x, w, { stride: 2, padding: 1, dilation: 2 });
  const pair = [1, 1] as const;
  const each = conv2d(x, w, { stride: [2, 2], padding: [pair, pair], dilation: [2, 2] });
  expect(one.toArray()).toEqual(each.toArray());
});

test('"same" keeps ceil(n / stride) places, and puts an odd zero behind', () => {
  const x = tensor([[[1, 2, 3, 4, 5]]]);
  const pair = tensor([[[1, 10]]]);
  expect(conv1d(x, pair, { padding: "same" }).toArray()).toEqual([[[21, 32, 43, 54, 5]]]);
  expect(conv1d(x, pair, { padding: "same", stride: 2 }).toArray()).toEqual([[[21, 43, 5]]]);
  expect(conv1d(x, pair, { padding: "same", stride: 4 }).toArray()).toEqual([[[21, 5]]]);
  for (const [n, taps, stride] of [
    [7, 3, 2],
    [8, 3, 2],
    [6, 1, 3],
    [2, 5, 1],
  ] as const)
    expect(conv1d(ones([1, 1, n]), ones([1, 1, taps]), { padding: "same", stride }).shape[2]).toBe(
      Math.ceil(n / stride),
    );
});

test("sums are in double precision: what float32 would lose stays", () => {
  const x = tensor([[[2 ** 24, 1, 1, -(2 ** 24)]]]);
  expect(conv1d(x, ones([1, 1, 4])).item()).toBe(2);
});

test("no images, no channels and no inputs give no results, zeros and zeros", () => {
  expect(conv2d(zeros([0, 2, 4, 4]), zeros([3, 2, 3, 3])).shape).toEqual([0, 3, 2, 2]);
  expect(conv2d(ones([1, 2, 4, 4]), ones([0, 2, 3, 3])).shape).toEqual([1, 0, 2, 2]);
  expect(conv1d(zeros([1, 0, 4]), zeros([2, 0, 3])).toArray()).toEqual([
    [
      [0, 0],
      [0, 0],
    ],
  ]);
  expect(conv1d(zeros([1, 1, 0]), ones([1, 1, 2]), { padding: 1 }).toArray()).toEqual([[[0]]]);
});

describe("what does not fit throws, and says so", () => {
  const x = zeros([2, 4, 5, 5]);
  const w = zeros([6, 4, 3, 3]);
  const cases: readonly [string, Tensor, Tensor, ConvolutionOptions, new (message: string) => Error, string][] = [
    ["other channels", x, zeros([6, 3, 3, 3]), {}, ShapeError, "[2,4,5,5] and [6,3,3,3]"],
    ["channels that groups do not divide", x, zeros([6, 1, 3, 3]), { groups: 3 }, ShapeError, "3 groups"],
    ["outputs that groups do not divide", x, zeros([5, 2, 3, 3]), { groups: 2 }, ShapeError, "2 groups"],
    ["a missing axis", zeros([4, 5, 5]), w, {}, ShapeError, "4 axes"],
    ["weights with a missing axis", x, zeros([6, 4, 3]), {}, ShapeError, "4 axes"],
    ["a window longer than the axis", x, zeros([6, 4, 3, 6]), {}, ShapeError, "6 on spatial axis 1 of 5"],
    ["dilation beyond the axis", x, w, { dilation: 3 }, ShapeError, "7 on spatial axis 0 of 5"],
    ["weights without a tap", x, zeros([6, 4, 0, 3]), {}, ShapeError, "a tap"],
    ["types that differ", x, cast(w, "float64"), {}, DTypeError, "float32 and float64"],
    ["bool", cast(x, "bool"), cast(w, "bool"), {}, DTypeError, "bool"],
    ["a stride of 0", x, w, { stride: 0 }, RangeError, "stride must be an integer from 1 up, got 0"],
    ["a fraction", x, w, { dilation: 1.5 }, RangeError, "dilation must be an integer from 1 up, got 1.5"],
    ["negative padding", x, w, { padding: -1 }, RangeError, "padding must be an integer from 0 up, got -1"],
    ["too many strides", x, w, { stride: [1, 1, 1] }, RangeError, "each of 2 axes, got [1,1,1]"],
    ["one pair for two axes", x, w, { padding: [[1, 1]] }, RangeError, "2 pairs"],
    ["numbers for pairs", x, w, { padding: [1, 1] as never }, RangeError, "2 pairs"],
    ["an unknown word", x, w, { padding: "valid" as never }, RangeError, '2 pairs or "same", got "valid"'],
    ["no groups", x, w, { groups: 0 }, RangeError, "groups must be an integer from 1 up, got 0"],
  ];
  test.each(cases)("%s", (_, input, weights, options, type, part) => {
    expect(() => conv2d(input, weights, options)).toThrow(type);
    expect(() => conv2d(input, weights, options)).toThrow(part);
    expect(() => conv2d(input, weights, options)).toThrow(/^conv2d: /);
  });
});
