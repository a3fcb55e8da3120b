import * as fc from "fast-check";
import { expect, test } from "vitest";
import { DTypeError, ShapeError } from "../errors.ts";
import {
  avgPool1d,
  avgPool2d,
  avgPool3d,
  cast,
  flip,
  full,
  maxPool1d,
  maxPool2d,
  maxPool3d,
  ones,
  tensor,
  transpose,
  zeros,
} from "../index.ts";
import type { NestedNumbers } from "../tensor.ts";
import { naivePooling } from "../testing/naive-convolution.ts";
import { smallIntegers } from "../testing/small-integers.ts";

const maxOfRank = [maxPool1d, maxPool2d, maxPool3d] as const;
const avgOfRank = [avgPool1d, avgPool2d, avgPool3d] as const;

const axis = fc.integer({ min: 1, max: 4 }).chain((window) =>
  fc.record({
    window: fc.constant(window),
    stride: fc.integer({ min: 1, max: 5 }),
    padding: fc.tuple(fc.integer({ min: 0, max: window - 1 }), fc.integer({ min: 0, max: window - 1 })),
    size: fc.integer({ min: window, max: window + 4 }),
  }),
);
const flat = (nested: NestedNumbers): number[] => (Array.isArray(nested) ? nested.flatMap(flat) : [nested]);

test("each window in turn, for any settings in one to three dimensions", () => {
  fc.assert(
    fc.property(fc.array(axis, { minLength: 1, maxLength: 3 }), fc.boolean(), (axes, isView) => {
      const spatial = axes.map(({ size }) => size);
      const stored = smallIntegers(isView ? [...[...spatial].reverse(), 2, 2] : [2, 2, ...spatial]);
      const x = isView ? transpose(flip(stored)) : stored;
      const settings = {
        window: axes.map(({ window }) => window),
        stride: axes.map(({ stride }) => stride),
        padding: axes.map(({ padding }) => padding),
      };
      const values = x.toArray();
      const largest = maxOfRank[axes.length - 1]!(x, settings);
      expect(largest.toArray()).toEqual(naivePooling(values, settings, (window) => Math.max(...window)));
      const means = avgOfRank[axes.length - 1]!(x, settings);
      const count = settings.window.reduce((a, b) => a * b);
      const expected = naivePooling(values, settings, (window) => window.reduce((a, b) => a + b, 0) / count);
      expect(means.dataSync()).toEqual(Float64Array.from(flat(expected)));
    }),
    { numRuns: 300, seed: 1 },
  );
});

test("windows follow each other by default", () => {
  const x = tensor([[[1, 3, 2, 5, 4]]]);
  expect(maxPool1d(x, { window: 2 }).toArray()).toEqual([[[3, 5]]]);
  expect(avgPool1d(x, { window: 2 }).toArray()).toEqual([[[2, 3.5]]]);
});

test('"same" keeps the size, with the odd element behind', () => {
  const x = tensor([[[1, 3, 2, 5]]]);
  expect(maxPool1d(x, { window: 2, stride: 1, padding: "same" }).toArray()).toEqual([[[3, 3, 5, 5]]]);
  expect(avgPool1d(x, { window: 2, stride: 1, padding: "same" }).toArray()).toEqual([[[2, 2.5, 3.5, 2.5]]]);
});

test("padding is never the largest, and counts in the mean", () => {
  const x = full([1, 1, 2], -3);
  expect(maxPool1d(x, { window: 2, padding: 1 }).toArray()).toEqual([[[-3, -3]]]);
  expect(avgPool1d(x, { window: 2, padding: 1 }).toArray()).toEqual([[[-1.5, -1.5]]]);
});

test("NaN is the largest, the infinities are numbers", () => {
  const x = tensor([[[1, NaN, -Infinity, -Infinity, Infinity, 2]]]);
  expect(maxPool1d(x, { window: 2 }).toArray()).toEqual([[[NaN, -Infinity, Infinity]]]);
});

test("integers have a maximum, and no mean", () => {
  const x = smallIntegers([1, 1, 4], 1, "int32");
  expect(maxPool1d(x, { window: 4 }).dtype).toBe("int32");
  expect(() => avgPool1d(x, { window: 4 })).toThrow(DTypeError);
  expect(() => maxPool1d(cast(x, "bool"), { window: 4 })).toThrow(DTypeError);
});

test("no images give no results", () => {
  expect(maxPool2d(zeros([0, 2, 4, 4]), { window: 2 }).shape).toEqual([0, 2, 2, 2]);
  expect(avgPool2d(zeros([3, 0, 4, 4]), { window: 2 }).shape).toEqual([3, 0, 2, 2]);
});

test("what does not fit throws", () => {
  const x = ones([1, 1, 4, 4]);
  expect(() => maxPool2d(x, { window: 5 })).toThrow(ShapeError);
  expect(() => maxPool2d(x, { window: 5 })).toThrow("maxPool2d: the window must fit, got 5 on spatial axis 0 of 4");
  expect(() => maxPool1d(x, { window: 2 })).toThrow("3 axes are needed");
  expect(() => avgPool2d(zeros([1, 1, 0, 4]), { window: 2, padding: 1 })).toThrow(ShapeError);
  expect(() => avgPool2d(x, { window: 2, padding: 2 })).toThrow("padding must be below the window of 2");
  expect(() => maxPool2d(x, { window: 0 })).toThrow("window must be an integer from 1 up, got 0");
  expect(() => maxPool2d(x, { window: [2, 2, 2] })).toThrow(RangeError);
  expect(() => maxPool2d(x, { window: 2, stride: 0.5 })).toThrow("stride must be an integer from 1 up, got 0.5");
});
