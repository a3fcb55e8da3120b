import * as fc from "fast-check";
import { expect, test } from "vitest";
import { ShapeError } from "../errors.ts";
import {
  conv1d,
  conv1dTranspose,
  conv2dTranspose,
  conv3dTranspose,
  multiply,
  ones,
  sum,
  swapAxes,
  tensor,
  zeros,
} from "../index.ts";
import { naiveTransposedConvolution } from "../testing/naive-convolution.ts";
import { smallIntegers } from "../testing/small-integers.ts";

const ofRank = [conv1dTranspose, conv2dTranspose, conv3dTranspose] as const;

const axis = fc
  .record({
    size: fc.integer({ min: 1, max: 3 }),
    taps: fc.integer({ min: 1, max: 3 }),
    stride: fc.integer({ min: 1, max: 3 }),
    dilation: fc.integer({ min: 1, max: 2 }),
    outputPadding: fc.integer({ min: 0, max: 2 }),
    cut: fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 })),
  })
  .map(({ outputPadding, cut: [before, after], ...rest }) => {
    const whole = (rest.size - 1) * rest.stride + (rest.taps - 1) * rest.dilation + 1;
    const padding = before + after < whole ? ([before, after] as const) : ([0, 0] as const);
    return {
      ...rest,
      padding,
      outputPadding: outputPadding < Math.max(rest.stride, rest.dilation) ? outputPadding : 0,
    };
  });

test("what the definition gives, for any settings in one to three dimensions", () => {
  fc.assert(
    fc.property(
      fc.array(axis, { minLength: 1, maxLength: 3 }),
      fc.record({ batch: fc.integer({ min: 1, max: 2 }), groups: fc.integer({ min: 1, max: 3 }) }),
      fc.record({ channels: fc.integer({ min: 1, max: 3 }), outputs: fc.integer({ min: 1, max: 3 }) }),
      (axes, { batch, groups }, { channels, outputs }) => {
        const x = smallIntegers([batch, groups * channels, ...axes.map(({ size }) => size)], 1);
        const weights = smallIntegers([groups * channels, outputs, ...axes.map(({ taps }) => taps)], 2);
        const settings = {
          stride: axes.map(({ stride }) => stride),
          dilation: axes.map(({ dilation }) => dilation),
          padding: axes.map(({ padding }) => padding),
          outputPadding: axes.map(({ outputPadding }) => outputPadding),
          groups,
        };
        const y = ofRank[axes.length - 1]!(x, weights, settings);
        expect(y.toArray()).toEqual(naiveTransposedConvolution(x.toArray(), weights.toArray(), settings));
      },
    ),
    { numRuns: 300, seed: 1 },
  );
});

test.each([
  { n: 8, taps: 3, stride: 2 },
  { n: 9, taps: 4, stride: 3 },
  { n: 6, taps: 1, stride: 2 },
  { n: 5, taps: 4, stride: 1 },
])('"same" is the transpose of a convolution with "same": $n, $taps, $stride', ({ n, taps, stride }) => {
  // <conv(x), y> = <x, transpose(y)> where the stride divides the size
  const [x, w] = [smallIntegers([2, 3, n], 1), smallIntegers([4, 3, taps], 2)];
  const forward = conv1d(x, w, { padding: "same", stride });
  const y = smallIntegers(forward.shape, 3);
  const back = conv1dTranspose(y, w, { padding: "same", stride });
  expect(back.shape).toEqual(x.shape);
  expect(sum(multiply(x, back)).item()).toBe(sum(multiply(forward, y)).item());
});

test("without stride it is a convolution with flipped weights", () => {
  const x = tensor([[[1, 2, 3]]]);
  const w = tensor([[[1, 10]]]);
  expect(conv1dTranspose(x, w).toArray()).toEqual([[[1, 12, 23, 30]]]);
  expect(conv1dTranspose(x, w, { stride: 3, outputPadding: 2 }).toArray()).toEqual([
    [[1, 10, 0, 2, 20, 0, 3, 30, 0, 0]],
  ]);
  expect(conv1dTranspose(x, w, { padding: [[1, 0]] }).toArray()).toEqual([[[12, 23, 30]]]);
});

test("weights are IOHW", () => {
  const [x, w] = [smallIntegers([1, 2, 3, 3]), smallIntegers([2, 5, 2, 2], 2)];
  expect(conv2dTranspose(x, w).shape).toEqual([1, 5, 4, 4]);
  expect(() => conv2dTranspose(x, swapAxes(w, 0, 1))).toThrow(ShapeError);
});

test("no images give no results", () => {
  expect(conv2dTranspose(zeros([0, 2, 4, 4]), zeros([2, 3, 3, 3]), { stride: 2 }).shape).toEqual([0, 3, 9, 9]);
});

test("what does not fit throws", () => {
  const [x, w] = [ones([1, 2, 3]), ones([2, 3, 2])];
  const attempt = (options: Parameters<typeof conv1dTranspose>[2]) => () => conv1dTranspose(x, w, options);
  expect(attempt({ outputPadding: 1 })).toThrow("outputPadding must be below the stride or the dilation");
  expect(attempt({ outputPadding: 2, stride: 2 })).toThrow(RangeError);
  expect(attempt({ outputPadding: 1, stride: 2, padding: "same" })).toThrow('0 for "same"');
  expect(attempt({ padding: 2 })).toThrow(ShapeError);
  expect(attempt({ padding: 2 })).toThrow("spatial axis 0 of 3 elements must give results");
  expect(attempt({ groups: 3 })).toThrow(ShapeError);
  expect(attempt({ stride: -1 })).toThrow("stride must be an integer from 1 up, got -1");
  expect(() => conv1dTranspose(zeros([1, 2, 0]), w)).toThrow(ShapeError);
});
