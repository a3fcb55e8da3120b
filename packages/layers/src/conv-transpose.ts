import {
  conv1dTranspose,
  conv2dTranspose,
  conv3dTranspose,
  type Shape,
  ShapeError,
  sizeOf,
  type Tensor,
  type TransposedConvolutionOptions,
} from "@adjoint/tensor";
import { defineLayer } from "./define-layer.ts";
import { glorotUniform } from "./initializers/glorot-uniform.ts";
import { type AffineParams, affineParameters, biasOf } from "./internal/affine-params.ts";
import { checkCount } from "./internal/check-count.ts";
import {
  addToChannels,
  type ConvolutionLayerOptions,
  checkGroups,
  checkImage,
  convolutionOptions,
} from "./internal/convolution-layer.ts";
import { addedOf, eachAxis } from "./internal/convolution-shape.ts";
import { byRank, spatialRank } from "./internal/spatial-rank.ts";
import type { Layer } from "./layer.ts";

export interface ConvTransposeOptions<B extends boolean>
  extends ConvolutionLayerOptions<B>,
    Pick<TransposedConvolutionOptions, "outputPadding"> {}

const operations = [conv1dTranspose, conv2dTranspose, conv3dTranspose] as const;

/**
 * The transpose of a convolution along one, two or three axes, as many as the input has, plus a bias for each output: it
 * goes back from the small to the large.
 *
 * Shapes: x [batch, channels, ...s], weights [channels, outputs / groups, ...kernel], bias [outputs]
 * -> [batch, outputs, ...]; settings as in `conv1dTranspose` of @adjoint/tensor.
 * @throws RangeError for a setting out of range; ShapeError when channels do not match, or nothing is left.
 * @see Dumoulin, Visin 2016, A guide to convolution arithmetic for deep learning, section 4
 * @example convTranspose({ outputs: 8, kernel: 2, stride: 2 }) // twice as high and as wide
 */
export function convTranspose<const B extends boolean = true>(
  options: ConvTransposeOptions<B>,
): Layer<AffineParams<B>> {
  const { outputs, kernel, weightsInitializer = glorotUniform(), outputPadding = 0, groups = 1 } = options;
  const settings = { ...convolutionOptions(options), outputPadding };
  checkCount("convTranspose", "outputs", outputs);
  checkGroups("convTranspose", outputs, groups, "outputs");
  const tapsOf = (rank: number): Shape => eachAxis("convTranspose", "kernel", kernel, rank);
  return defineLayer<AffineParams<B>>({
    name: "convTranspose",
    outputShape: (inputShape) => {
      const rank = spatialRank("convTranspose", inputShape);
      const [channels, ...spatial] = checkImage("convTranspose", inputShape, rank);
      checkGroups("convTranspose", channels, groups, "channels");
      return [outputs, ...producedShape(spatial, tapsOf(rank), settings)];
    },
    parameters: ([channels, ...spatial]) => {
      const taps = tapsOf(spatial.length);
      const shape = [channels!, outputs / groups, ...taps];
      const fans = { fanIn: (channels! / groups) * sizeOf(taps), fanOut: sizeOf(shape.slice(1)) };
      return affineParameters({ ...options, weightsInitializer }, { shape, fans }, outputs);
    },
    flops: (inputShape) => 2 * sizeOf(inputShape) * (outputs / groups) * sizeOf(tapsOf(inputShape.length - 1)),
    apply: (params, x: Tensor) =>
      addToChannels(byRank("convTranspose", operations, x)(x, params.weights, settings), biasOf(params)),
  });
}

/** The spatial sizes (n - 1) stride + extent - padding + outputPadding, or n stride for "same". */
function producedShape(spatial: Shape, taps: Shape, options: Required<TransposedConvolutionOptions>): Shape {
  const rank = spatial.length;
  const each = (setting: "stride" | "dilation" | "outputPadding"): Shape =>
    eachAxis("convTranspose", setting, options[setting], rank);
  const [strides, dilations, more] = [each("stride"), each("dilation"), each("outputPadding")];
  const added = addedOf("convTranspose", options.padding, rank);
  return spatial.map((n, i) => {
    const extent = (taps[i]! - 1) * dilations[i]! + 1;
    const size = added ? (n - 1) * strides[i]! + extent - added[i]! + more[i]! : n * strides[i]!;
    if (n === 0 || size < 1)
      throw new ShapeError(`convTranspose: spatial axis ${i} of ${n} elements must give results, got none; pad less?`);
    return size;
  });
}
