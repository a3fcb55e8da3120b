import { allocate } from "../dtype.ts";
import type { ConvolutionAxis } from "../primitives/convolution.ts";
import { contiguousStrides, sizeOf } from "../shape.ts";
import { fromBuffer, type Spec, type Tensor, viewOf } from "../tensor.ts";
import { meetingPlaces } from "./meeting-places.ts";
import { multiplyGathered } from "./multiply-gathered.ts";
import { multiplyScattered } from "./multiply-scattered.ts";

/** What a product costs when it comes from gathered inputs, beside one of the other ways. */
const GATHERED = 0.75;

/**
 * x [groups, batch, channels, ...s], weights [groups, outputs, channels, ...k] -> [groups, batch, outputs, ...].
 *
 * A convolution is one product of matrices once elements are laid out by two of its three positions (output, tap and
 * input). The pair with the fewest products is taken: with a stride, say, most outputs and taps of a derivative meet
 * no input. What meets nothing counts as 0, so beyond its reach an infinite element may at most give NaN.
 */
export function convolutionKernel(
  x: Tensor,
  weights: Tensor,
  axes: readonly ConvolutionAxis[],
  { shape, dtype }: Spec,
): Tensor {
  const [groups, batch, outputs, ...sizes] = shape as [number, number, number, ...number[]];
  const positions = sizeOf(sizes);
  const terms = axes.map(({ size, output, tap, input, shift }, i) => ({
    output: { step: output, size },
    tap: { step: tap, size: weights.shape[3 + i]! },
    input: { step: input, size: x.shape[3 + i]! },
    shift,
  }));
  // image by image, whatever the shape says: groups and outputs then are one axis without a copy
  const [perGroup, perImage] = [outputs * positions, groups * outputs * positions];
  const buffer = allocate(dtype, batch * perImage);
  const out = { buffer, group: perGroup, row: positions, image: perImage };
  const [taps, inputs] = [weights, x].map((t) => sizeOf(t.shape.slice(3))) as [number, number];
  const [byOutputAndTap, byOutputAndInput, byTapAndInput] = [
    GATHERED * positions * taps,
    positions * inputs,
    taps * inputs,
  ];
  if (byOutputAndTap <= byOutputAndInput && byOutputAndTap <= byTapAndInput) {
    const axes = terms.map(({ tap, output, input, shift }) => ({ row: tap, column: output, met: input, shift }));
    multiplyGathered(weights, x, meetingPlaces(axes, viewOf(x).strides.slice(3)), positions, out);
  } else if (byOutputAndInput <= byTapAndInput) {
    // the weights are what is gathered, and x multiplies them
    const axes = terms.map(({ tap, output, input, shift }) => ({ row: input, column: output, met: tap, shift }));
    const exchanged = { ...out, row: out.image, image: out.row };
    multiplyGathered(x, weights, meetingPlaces(axes, viewOf(weights).strides.slice(3)), positions, exchanged);
  } else {
    const axes = terms.map(({ tap, output, input, shift }) => ({ row: tap, column: input, met: output, shift }));
    multiplyScattered(weights, x, meetingPlaces(axes, contiguousStrides(sizes)), positions, out);
  }
  return fromBuffer(buffer, { shape, dtype }, [perGroup, perImage, ...contiguousStrides([outputs, ...sizes])]);
}
