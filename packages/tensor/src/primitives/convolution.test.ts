import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Shape } from "../shape.ts";
import type { NestedNumbers, Tensor } from "../tensor.ts";
import { smallIntegers } from "../testing/small-integers.ts";
import { type ConvolutionAxis, convolve } from "./convolution.ts";
import { flip, transpose } from "./movement.ts";

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

/** The definition: all pairs of an input and a tap are tried for every output. */
function naive(x: Tensor, weights: Tensor, axes: readonly ConvolutionAxis[]): NestedNumbers {
  const [xs, ws] = [x.toArray(), weights.toArray()];
  const at = (values: NestedNumbers, index: Shape): number =>
    index.reduce<NestedNumbers>((part, i) => (part as NestedNumbers[])[i]!, values) as number;
  const [groups, batch, channels] = x.shape as [number, number, number];
  const meeting = (s: Shape): [tap: number[], input: number[]][] =>
    axes.reduce<[number[], number[]][]>(
      (pairs, axis, a) =>
        pairs.flatMap(([taps, inputs]) =>
          range(weights.shape[3 + a]!).flatMap((k) =>
            range(x.shape[3 + a]!)
              .filter((i) => axis.output * s[a]! + axis.tap * k + axis.input * i === axis.shift)
              .map((i): [number[], number[]] => [
                [...taps, k],
                [...inputs, i],
              ]),
          ),
        ),
      [[[], []]],
    );
  const results = (s: number[], g: number, n: number, o: number): NestedNumbers =>
    s.length < axes.length
      ? range(axes[s.length]!.size).map((next) => results([...s, next], g, n, o))
      : meeting(s).reduce(
          (total, [k, i]) =>
            range(channels).reduce((sum, c) => sum + at(xs, [g, n, c, ...i]) * at(ws, [g, o, c, ...k]), total),
          0,
        );
  return range(groups).map((g) => range(batch).map((n) => range(weights.shape[1]!).map((o) => results([], g, n, o))));
}

const sizes = (least: number, most: number): fc.Arbitrary<number> => fc.integer({ min: least, max: most });
const step = fc.oneof(fc.constantFrom(1, -1), fc.constantFrom(2, -2, 3, -3));
const axis = fc.record({
  size: sizes(0, 6),
  output: step,
  tap: step,
  input: step,
  shift: sizes(-8, 8),
  taps: sizes(1, 5),
  inputs: sizes(0, 6),
});

test("any positions meet where their relation says", () => {
  fc.assert(
    fc.property(
      fc.tuple(sizes(1, 2), sizes(1, 3), sizes(0, 3), sizes(1, 3)),
      fc.array(axis, { minLength: 1, maxLength: 2 }),
      ([groups, batch, channels, outputs], axes) => {
        const x = smallIntegers([groups, batch, channels, ...axes.map(({ inputs }) => inputs)], 1);
        const weights = smallIntegers([groups, outputs, channels, ...axes.map(({ taps }) => taps)], 2);
        const attributes = axes.map(({ size, output, tap, input, shift }) => ({ size, output, tap, input, shift }));
        expect(convolve(x, weights, attributes).toArray()).toEqual(naive(x, weights, attributes));
      },
    ),
    { numRuns: 500, seed: 1 },
  );
});

// more than one block of the matrix in both directions, and in the middle of an image
test.each([
  ["by taps and outputs", [1, 3, 60, 20, 20], [1, 5, 60, 3, 3], { size: 20, output: 1, tap: 1, input: -1, shift: 1 }],
  ["by inputs and outputs", [1, 3, 2, 5, 5], [1, 4, 2, 17, 17], { size: 15, output: 1, tap: 1, input: -5, shift: 2 }],
  ["by taps and inputs", [1, 2, 70, 30, 30], [1, 20, 70, 4, 4], { size: 60, output: -1, tap: 1, input: 2, shift: 1 }],
] as const)("large ones laid out %s are what one output after another is", (_, inputs, taps, each) => {
  const [x, weights] = [smallIntegers(inputs, 1), smallIntegers(taps, 2)];
  const whole = convolve(x, weights, [each, each]);
  const [size, ...corner] = [each.size - 2, 0, each.size - 1];
  for (const i of [...corner, size])
    for (const j of [...corner, size]) {
      // one output alone takes other paths than all of them do
      const one = (s: number): ConvolutionAxis => ({ ...each, size: 1, shift: each.shift - s * each.output });
      const [n, o] = [inputs[1] - 1, taps[1] - 1];
      const alone = convolve(x, weights, [one(i), one(j)]);
      const image = whole.toArray() as number[][][][][];
      expect(image[0]![n]![o]![i]![j]).toBe((alone.toArray() as number[][][][][])[0]![n]![o]![0]![0]);
      expect(image[0]![0]![0]![i]![j]).toBe((alone.toArray() as number[][][][][])[0]![0]![0]![0]![0]);
    }
});

test("views of any strides are read where they stand", () => {
  const axes = [{ size: 4, output: 1, tap: 1, input: -1, shift: 1 }];
  const [x, weights] = [smallIntegers([4, 3, 2, 1], 3), smallIntegers([3, 3, 2, 1], 4)];
  const views = [flip(transpose(x), { axis: 3 }), flip(transpose(weights), { axis: 3 })] as const;
  expect(convolve(...views, axes).toArray()).toEqual(naive(...views, axes));
});
