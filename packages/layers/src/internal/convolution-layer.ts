import { add, type ConvolutionOptions, type Shape, ShapeError, sizeOf, type Tensor } from "@adjoint/tensor";
import { defineLayer } from "../define-layer.ts";
import { glorotUniform } from "../initializers/glorot-uniform.ts";
import type { Layer } from "../layer.ts";
import { type AffineOptions, type AffineParams, affineParameters, biasOf } from "./affine-params.ts";
import { checkCount } from "./check-count.ts";
import { checkExample } from "./check-example.ts";
import { eachAxis, slidShape } from "./convolution-shape.ts";
import { forChannels } from "./for-channels.ts";

export interface ConvolutionLayerOptions<B extends boolean> extends AffineOptions<B>, ConvolutionOptions {
  /** Channels that come out. */
  readonly outputs: number;
  /** The size of the window, one for all spatial axes or a list. */
  readonly kernel: number | Shape;
}

/** The operation that a layer of this many spatial axes applies. */
interface Operation {
  readonly name: string;
  readonly rank: number;
  readonly convolve: (x: Tensor, weights: Tensor, options: ConvolutionOptions) => Tensor;
}

/** A convolution with weights [outputs, channels / groups, ...kernel] and a bias for each output. */
export function convolutionLayer<B extends boolean>(
  { name, rank, convolve }: Operation,
  options: ConvolutionLayerOptions<B>,
): Layer<AffineParams<B>> {
  const { outputs, kernel, weightsInitializer = glorotUniform(), groups = 1 } = options;
  const settings = convolutionOptions(options);
  checkCount(name, "outputs", outputs);
  const taps = eachAxis(name, "kernel", kernel, rank);
  for (const size of taps) checkCount(name, "kernel", size);
  checkGroups(name, outputs, groups, "outputs");
  const outputShape = (inputShape: Shape): Shape => {
    const [channels, ...spatial] = checkImage(name, inputShape, rank);
    checkGroups(name, channels, groups, "channels");
    return [outputs, ...slidShape(name, spatial, { ...settings, window: taps })];
  };
  return defineLayer<AffineParams<B>>({
    name,
    outputShape,
    parameters: ([channels]) => {
      const shape = [outputs, channels! / groups, ...taps];
      const fans = { fanIn: sizeOf(shape.slice(1)), fanOut: (outputs / groups) * sizeOf(taps) };
      return affineParameters({ ...options, weightsInitializer }, { shape, fans }, outputs);
    },
    flops: ([channels], output) => 2 * sizeOf(output) * (channels! / groups) * sizeOf(taps),
    apply: (params, x) => addToChannels(convolve(x, params.weights, settings), biasOf(params)),
  });
}

/** The settings that the operation takes. */
export const convolutionOptions = ({
  stride = 1,
  padding = 0,
  dilation = 1,
  groups = 1,
}: ConvolutionOptions): Required<ConvolutionOptions> => ({ stride, padding, dilation, groups });

/** The shape of an image: channels before spatial axes. @throws ShapeError for another number of axes. */
export function checkImage(name: string, inputShape: Shape, rank: number): readonly [number, ...number[]] {
  const wanted = `[channels${", size".repeat(rank)}]`;
  checkExample(name, inputShape, rank + 1, wanted);
  if (inputShape.length > rank + 1)
    throw new ShapeError(
      `${name}: examples ${wanted} are needed, got [${inputShape.join()}]; leave out the batch axis?`,
    );
  return inputShape as readonly [number, ...number[]]; // one axis or more, as was checked
}

/** @throws RangeError unless the groups divide what is grouped. */
export function checkGroups(name: string, count: number, groups: number, what: string): void {
  checkCount(name, "groups", groups);
  if (count % groups !== 0)
    throw new RangeError(`${name}: groups must divide the ${what}, got ${groups} of ${count}; choose a divisor?`);
}

/** x [batch, channels, ...s] with a number added to each channel. */
export const addToChannels = (x: Tensor, bias: Tensor | undefined): Tensor => (bias ? add(x, forChannels(bias, x)) : x);
