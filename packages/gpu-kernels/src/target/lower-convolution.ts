import type { Graph, GraphNode, Value } from "@adjoint/compile";
import { contiguousStrides, type Shape, sizeOf } from "@adjoint/tensor";
import type { Slot } from "../backends/backend.ts";
import { type ConvolutionAxis } from "../kernels/meeting.ts";
import { mergedAxes } from "../kernels/merged-axes.ts";
import { patchesSource } from "../kernels/patches-source.ts";
import type { Factor, Product } from "../kernels/product.ts";
import { productSource } from "../kernels/product-source.ts";
import { arraySource, permuted, type Source } from "../kernels/source.ts";
import {
  addUpChannels,
  contractChannelByChannel,
  contractImageByImage,
  type LowerConvolution,
  MOST_ELEMENTS,
} from "./contract-convolution.ts";
import type { GraphValues, Placed } from "./graph-values.ts";
import type { PlanWriter } from "./plan-writer.ts";

/** Fewer outputs read each patch too seldom for it to be worth writing. */
const FEWEST_OUTPUTS = 4;
/** Taps of a gradient of weights, whose filter is as large as an image. */
const MANY_TAPS = 64;

/** A convolution as a product of its weights and the patches that they meet, by the kernel that the backend has for it. */
export function lowerConvolution(graph: Graph, node: GraphNode, values: GraphValues, writer: PlanWriter): boolean {
  const [input, filters] = node.inputs as [Value, Value]; // of this primitive
  const { axes } = node.attributes as { readonly axes: readonly ConvolutionAxis[] }; // likewise
  const weightsShape = graph.values[filters]!.shape;
  const places = sizeOf(axes.map(({ size }) => size));
  const taps = sizeOf(weightsShape.slice(3));
  const elements = sizeOf(graph.values[input]!.shape.slice(0, 3)) * taps * places;
  const placed = values.placeOf(filters);
  if (weightsShape[1]! < FEWEST_OUTPUTS || elements === 0 || !placed) return false;
  const isLong = taps >= MANY_TAPS && places < taps;
  const convolution = { x: values.sourceOf(input), weights: placed, weightsShape, axes };
  const newOutput = (): Slot => values.newArrayOf(node.outputs[0]!);
  const contract = isLong ? contractChannelByChannel : contractImageByImage;
  if (contract(convolution, writer, newOutput)) return true;
  const lower = isLong ? channelByChannel : imageByImage;
  return elements <= MOST_ELEMENTS && lower(convolution, writer, newOutput);
}

/** weights [outputs, channels taps] times patches [channels taps, places] of each image. */
const imageByImage: LowerConvolution = ({ x, weights, weightsShape, axes }, writer, newOutput) => {
  const [groups, outputs, channels, ...taps] = weightsShape as [number, number, number, ...number[]]; // by its rule
  const batch = x.shape[1]!;
  const places = sizeOf(axes.map(({ size }) => size));
  const depth = channels * sizeOf(taps);
  const { array, strides, offset, step } = inOneStep(weights, weightsShape, 2, writer);
  const product = {
    lead: [groups, batch],
    rows: outputs,
    depth,
    columns: places,
    a: { lead: [strides[0]!, 0], row: strides[1]!, column: step, offset },
    b: { lead: [batch * depth * places, depth * places], row: places, column: 1, offset: 0 },
  };
  const compute = productBy(writer, product);
  if (!compute) return false;
  compute(array, writer.computed(patchesSource(x, taps, axes)), newOutput());
  return true;
};

/** patches [batch places, taps] times weights [taps, outputs] of each channel, then the sum over channels. */
const channelByChannel: LowerConvolution = ({ x, weights, weightsShape, axes }, writer, newOutput) => {
  const [groups, outputs, channels, ...taps] = weightsShape as [number, number, number, ...number[]]; // by its rule
  const batch = x.shape[1]!;
  const sizes = axes.map(({ size }) => size);
  const [rows, depth] = [batch * sizeOf(sizes), sizeOf(taps)];
  const parts = [groups, channels, batch, ...sizes, outputs];
  if (sizeOf(parts) > MOST_ELEMENTS) return false;
  const { array, strides, offset, step } = inOneStep(weights, weightsShape, 3, writer);
  const product = {
    lead: [groups, channels],
    rows,
    depth,
    columns: outputs,
    a: { lead: [channels * rows * depth, rows * depth], row: depth, column: 1, offset: 0 },
    b: { lead: [strides[0]!, strides[2]!], row: step, column: strides[1]!, offset },
  };
  const compute = productBy(writer, product);
  if (!compute) return false;
  const spatial = sizes.map((_, i) => i);
  const tapAxes = spatial.map((i) => 3 + i);
  const placeAxes = spatial.map((i) => 3 + sizes.length + i);
  const patches = permuted(patchesSource(x, taps, axes), [0, 2, 1, ...placeAxes, ...tapAxes]);
  const sums = writer.newArray(sizeOf(parts));
  compute(writer.computed(patches), array, sums);
  addUpChannels(sums, parts, sizes.length, writer, newOutput());
  return true;
};

/** The same weights, in order where the axes from `first` on have no step in common. */
function inOneStep(
  weights: Placed,
  shape: Shape,
  first: number,
  writer: PlanWriter,
): Placed & { readonly step: number } {
  const { array, strides, offset } = weights;
  const [axis, ...others] = mergedAxes(shape.slice(first), [strides.slice(first)]);
  if (others.length === 0) return { ...weights, step: axis?.steps[0] ?? 1 };
  const ordered = writer.computed(arraySource(array, shape, strides, offset));
  return { array: ordered, strides: contiguousStrides(shape), offset: 0, step: 1 };
}

/** How a product is computed: by the kernel of the backend, or the general one where it has none of its own. */
function productBy(writer: PlanWriter, product: Product): ((a: Slot, b: Slot, output: Slot) => void) | undefined {
  const { lead, rows, depth, columns } = product;
  if (writer.backend.product) {
    const kernel = writer.backend.product(product);
    return kernel && ((a, b, output) => writer.launch(kernel, [a, b], output));
  }
  const source = (array: Slot, { lead: strides, row, column, offset }: Factor, shape: Shape): Source =>
    arraySource(array, [...lead, ...shape], [...strides, row, column], offset);
  return (a, b, output) => {
    const right = source(b, product.b, [depth, columns]);
    // neighbours that are computed together read neighbours
    const ordered = product.b.column === 1 ? right : writer.materialized(right);
    writer.compute(productSource(source(a, product.a, [rows, depth]), ordered), output);
  };
}
