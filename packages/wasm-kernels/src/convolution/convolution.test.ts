import { type ConvolutionAxis, contiguousStrides, type Shape, sizeOf } from "@adjoint/tensor";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { indicesOf, placeOf, type RandomLayout, randomLayout } from "../testing/random-layout.ts";
import { type Part, runConvolution } from "../testing/run-convolution.ts";

interface Case {
  readonly x: RandomLayout;
  readonly weights: RandomLayout;
  readonly axes: readonly ConvolutionAxis[];
}

/** Integers so small that every sum is exact in float32. */
const integers = (length: number, seed: number): Float32Array =>
  Float32Array.from({ length }, (_, i) => (Math.imul(i + seed, 0x9e3779b1) >>> 28) - 8);

/** One sum for each result, by the definition. */
function naive({ x, weights, axes }: Case, [a, b]: readonly [Float32Array, Float32Array]): number[] {
  const [groups, batch, channels, ...inputs] = x.shape as [number, number, number, ...number[]];
  const [outputs, taps] = [weights.shape[1]!, weights.shape.slice(3)];
  const terms = indicesOf([channels, ...taps]);
  return indicesOf([groups, batch, outputs, ...axes.map(({ size }) => size)]).map(([g, n, o, ...s]) =>
    terms.reduce((total, [c, ...k]) => {
      const i = axes.map(({ output, tap, input, shift }, at) => (shift - output * s[at]! - tap * k[at]!) / input);
      if (!i.every((place, at) => Number.isInteger(place) && place >= 0 && place < inputs[at]!)) return total;
      return total + a[placeOf(x, [g!, n!, c!, ...i])]! * b[placeOf(weights, [g!, o!, c!, ...k])]!;
    }, 0),
  );
}

const run = (given: Case, parts?: readonly Part[]): { got: number[]; expected: number[] } => {
  const values = [integers(given.x.length, 1), integers(given.weights.length, 1000)] as const;
  const got = Array.from(runConvolution(given, values, [given.x.offset, given.weights.offset], parts));
  return { got, expected: naive(given, values) };
};

const few = (max: number): fc.Arbitrary<number> => fc.integer({ min: 1, max });
const step = fc.constantFrom(1, 1, 1, -1, 2, -2, 3);

const randomAxis = fc.record({
  inputs: few(9),
  taps: few(4),
  axis: fc.record({ size: few(9), output: step, tap: step, input: step, shift: fc.integer({ min: -4, max: 12 }) }),
});

const randomCase = fc
  .record({
    groups: fc.constantFrom(1, 1, 2),
    batch: few(3),
    outputs: fc.constantFrom(1, 3, 8, 11),
    channels: few(3),
    axes: fc.oneof(
      fc.tuple(randomAxis),
      fc.tuple(randomAxis, randomAxis),
      fc.tuple(randomAxis, randomAxis, randomAxis),
    ),
  })
  .filter(({ axes }) => axes.length < 3 || axes.every(({ inputs, taps }) => inputs * taps < 20))
  .chain(({ groups, batch, outputs, channels, axes }) =>
    fc.record({
      x: randomLayout([groups, batch, channels, ...axes.map(({ inputs }) => inputs)]),
      weights: randomLayout([groups, outputs, channels, ...axes.map(({ taps }) => taps)]),
      axes: fc.constant(axes.map(({ axis }) => axis)),
    }),
  );

test("any geometry and any strides give the sums of the definition, exactly", () => {
  fc.assert(
    fc.property(randomCase, (given) => {
      const { got, expected } = run(given);
      expect(got).toEqual(expected);
    }),
    { numRuns: 200 },
  );
});

const stored = (shape: Shape): RandomLayout => ({
  shape,
  strides: contiguousStrides(shape),
  offset: 0,
  length: sizeOf(shape),
});
const sliding = (size: number, shift = 0): ConvolutionAxis => ({ size, output: 1, tap: 1, input: -1, shift });

describe("more than the caches hold", () => {
  test.each<[string, Case]>([
    ["taps in parts", { x: stored([1, 2, 2, 500]), weights: stored([1, 9, 2, 490]), axes: [sliding(11)] }],
    ["channels in parts", { x: stored([1, 1, 90, 8]), weights: stored([1, 8, 90, 5]), axes: [sliding(8, 2)] }],
    [
      "more channels than taps at once",
      { x: stored([1, 2, 700, 6]), weights: stored([1, 3, 700, 1]), axes: [sliding(6)] },
    ],
    ["images in parts", { x: stored([1, 7, 1, 2000]), weights: stored([1, 2, 1, 3]), axes: [sliding(2000, 1)] }],
  ])("%s", (_, given) => {
    const { got, expected } = run(given);
    expect(got).toEqual(expected);
  });
});

test("images and outputs can be split among calls, and each result is the same to the last bit", () => {
  const given = {
    x: stored([2, 5, 30, 7, 5]),
    weights: stored([2, 19, 30, 3, 3]),
    axes: [sliding(7, 1), sliding(5, 1)],
  };
  const values = [
    integers(given.x.length, 1).map((value) => value / 3),
    integers(given.weights.length, 9).map((value) => value / 7),
  ] as const;
  const whole = runConvolution(given, values, [0, 0]);
  const parts = [
    [0, 2, 0, 19],
    [2, 5, 0, 5],
    [2, 5, 5, 19],
  ] as const;
  expect(runConvolution(given, values, [0, 0], parts)).toEqual(whole);
});

test("long sums are rounded in parts: the error is a fraction of that of one sum in order", () => {
  const length = 40_000;
  const given = { x: stored([1, 1, 1, length]), weights: stored([1, 1, 1, length]), axes: [sliding(1)] };
  const ones = new Float32Array(length).fill(1);
  const x = ones.map(() => 0.1);
  const exact = length * Math.fround(0.1);
  const inOrder = x.reduce((total, value) => Math.fround(total + value), 0);
  const errorOf = (value: number): number => Math.abs(value - exact) / exact;
  const [got] = runConvolution(given, [x, ones], [0, 0]);
  expect(errorOf(got!)).toBeLessThan(errorOf(inOrder) / 10);
});
