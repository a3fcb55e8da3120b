import { contiguousStrides, type Shape, sizeOf } from "@adjoint/tensor";
import type { Slot } from "../backends/backend.ts";
import type { ConvolutionAxis } from "../kernels/meeting.ts";
import { type Edges, paddedSource } from "../kernels/movement-sources.ts";
import type { Contraction } from "../kernels/product.ts";
import { folds, reductionSource } from "../kernels/reduction-source.ts";
import { arraySource, permuted, type Source } from "../kernels/source.ts";
import type { Placed } from "./graph-values.ts";
import type { PlanWriter } from "./plan-writer.ts";

/** Elements of patches, of padded inputs, and of sums in parts: more cost more memory than they save time. */
export const MOST_ELEMENTS: number = 2 ** 25;

/** A convolution of x [groups, batch, channels, ...s] by weights [groups, outputs, channels, ...k]. */
export interface Convolution {
  readonly x: Source;
  readonly weights: Placed;
  readonly weightsShape: Shape;
  readonly axes: readonly ConvolutionAxis[];
}

/** false: nothing was done. */
export type LowerConvolution = (convolution: Convolution, writer: PlanWriter, newOutput: () => Slot) => boolean;

/** weights [outputs, channels taps] times padded input [channels taps, places] of each image. */
export const contractImageByImage: LowerConvolution = (convolution, writer, newOutput) => {
  const { x, weights, weightsShape, axes } = convolution;
  const [groups, outputs, channels, ...taps] = weightsShape as [number, number, number, ...number[]]; // by its rule
  const [group, output, channel, ...tap] = weights.strides as [number, number, number, ...number[]]; // as its shape
  const padded = paddedInput(convolution);
  const contraction = {
    lead: [groups, x.shape[1]!],
    rows: [outputs],
    depth: [channels, ...taps],
    columns: axes.map(({ size }) => size),
    a: { lead: [group, 0], lines: [output], slices: [channel, ...tap], offset: weights.offset },
    b: {
      lead: [padded.group, padded.image],
      lines: padded.places,
      slices: [padded.channel, ...padded.taps],
      offset: padded.offset,
    },
  };
  const contract = contracted(contraction, padded, writer);
  if (!contract) return false;
  contract((input) => [weights.array, input], newOutput());
  return true;
};

/** padded input [batch places, taps] times weights [taps, outputs] of each channel, then the sum over channels. */
export const contractChannelByChannel: LowerConvolution = (convolution, writer, newOutput) => {
  const { x, weights, weightsShape, axes } = convolution;
  const [groups, outputs, channels, ...taps] = weightsShape as [number, number, number, ...number[]]; // by its rule
  const [group, output, channel, ...tap] = weights.strides as [number, number, number, ...number[]]; // as its shape
  const padded = paddedInput(convolution);
  const rows = [x.shape[1]!, ...axes.map(({ size }) => size)];
  const parts = [groups, channels, ...rows, outputs];
  if (sizeOf(parts) > MOST_ELEMENTS) return false;
  const contraction = {
    lead: [groups, channels],
    rows,
    depth: taps,
    columns: [outputs],
    a: {
      lead: [padded.group, padded.channel],
      lines: [padded.image, ...padded.places],
      slices: padded.taps,
      offset: padded.offset,
    },
    b: { lead: [group, channel], lines: [output], slices: tap, offset: weights.offset },
  };
  const contract = contracted(contraction, padded, writer);
  if (!contract) return false;
  const sums = writer.newArray(sizeOf(parts));
  contract((input) => [input, weights.array], sums);
  addUpChannels(sums, parts, axes.length, writer, newOutput());
  return true;
};

/** Sums [groups, channels, batch, ...sizes, outputs] -> [groups, batch, outputs, ...sizes]. */
export function addUpChannels(array: Slot, parts: Shape, spatial: number, writer: PlanWriter, output: Slot): void {
  const sizes = Array.from({ length: spatial }, (_, i) => 3 + i);
  const ordered = permuted(arraySource(array, parts, contiguousStrides(parts), 0), [0, 1, 2, 3 + spatial, ...sizes]);
  writer.compute(reductionSource(folds["sum"]!, ordered, [1]), output);
}

/** An input with zeros around and between its elements, so that each tap meets an element for each output. */
interface PaddedInput {
  readonly source: Source;
  /** How far it is from one to the next. */
  readonly group: number;
  readonly image: number;
  readonly channel: number;
  readonly places: Shape;
  readonly taps: Shape;
  readonly offset: number;
}

function paddedInput({ x, weightsShape, axes }: Convolution): PaddedInput {
  const met = axes.map((axis, i) => meetingEdges(axis, x.shape[3 + i]!, weightsShape[3 + i]!));
  const source = paddedSource(x, [...NO_EDGES, ...met.map(({ edges }) => edges)], 0);
  const [group, image, channel, ...along] = contiguousStrides(source.shape) as [number, number, number, ...number[]]; // as its shape
  return {
    source,
    group,
    image,
    channel,
    places: met.map(({ place }, i) => place * along[i]!),
    taps: met.map(({ tap }, i) => tap * along[i]!),
    offset: met.reduce((total, { start }, i) => total + start * along[i]!, 0),
  };
}

const NO_EDGES: readonly Edges[] = Array.from({ length: 3 }, () => ({ before: 0, after: 0, between: 0 }));

/** What to add on an axis, and where on it an output and a tap then meet: at start + output place + tap tap. */
function meetingEdges(
  { size, output, tap, input, shift }: ConvolutionAxis,
  length: number,
  taps: number,
): { readonly edges: Edges; readonly start: number; readonly place: number; readonly tap: number } {
  const sign = Math.sign(input);
  const step = Math.abs(input);
  // input i step = sign (shift - output s - tap k)
  const corners = [0, size - 1].flatMap((s) => [0, taps - 1].map((k) => sign * (shift - output * s - tap * k)));
  const before = Math.max(0, -Math.min(...corners));
  const after = Math.max(0, Math.max(...corners) - (length - 1) * step);
  return {
    edges: { before, after, between: step - 1 },
    start: sign * shift + before,
    place: -sign * output,
    tap: -sign * tap,
  };
}

/** Pads the input and launches the kernel that the backend has for a contraction; undefined: it has none. */
function contracted(
  contraction: Contraction,
  { source }: PaddedInput,
  writer: PlanWriter,
): ((inputs: (input: Slot) => readonly Slot[], output: Slot) => void) | undefined {
  if (sizeOf(source.shape) > MOST_ELEMENTS) return undefined;
  const kernel = writer.backend.contraction?.(contraction);
  return kernel && ((inputs, output) => writer.launch(kernel, inputs(writer.computed(source)), output));
}
