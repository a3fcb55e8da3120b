import { type ConvolutionAxis, type Shape, sizeOf } from "@adjoint/tensor";
import { BLOCK_BYTES, BLOCK_COLUMNS } from "../matmul/multiply-block.ts";
import { type AxisPhase, axisPhases } from "./axis-phases.ts";

/** An operand of any strides, in elements. */
export interface Strided {
  readonly shape: Shape;
  readonly strides: Shape;
}

/** x [groups, batch, channels, ...s], weights [groups, outputs, channels, ...k]: see `convolve` of the tensor package. */
export interface ConvolutionOperands {
  readonly x: Strided;
  readonly weights: Strided;
  readonly axes: readonly ConvolutionAxis[];
}

/** A part of the inputs of one axis, as it is copied between zeros. */
export interface Window {
  /** The input that stands first, below 0 where there are zeros. */
  readonly first: number;
  readonly size: number;
  /** The inputs that are there. */
  readonly from: number;
  readonly end: number;
}

/** What is known of a convolution before it runs: how it is cut into parts that fit the caches. */
export interface ConvolutionPlan {
  readonly groups: number;
  readonly batch: number;
  readonly outputs: number;
  readonly channels: number;
  readonly sizes: Shape;
  /** One for each combination of the phases of the axes. */
  readonly phases: readonly (readonly AxisPhase[])[];
  readonly windows: readonly Window[];
  /** Are inputs copied, with zeros around them? If not, they are read where they are. */
  readonly isCopied: boolean;
  /** Strides in bytes of the inputs, or of their copy: images, channels, then the axes. */
  readonly imageStep: number;
  readonly channelStep: number;
  readonly steps: Shape;
  /** At most so many channels and images at a time. */
  readonly channelsAtOnce: number;
  readonly imagesAtOnce: number;
  /** Where in the working memory what begins, and how much of it there is. */
  readonly places: {
    readonly table: number;
    readonly positions: number;
    readonly weights: number;
    readonly copy: number;
  };
  readonly workspace: number;
}

/** Taps whose sums are rounded on their own before they are added up: as many as the parts of a product are deep. */
export const TAPS_AT_ONCE = 256;
/** Bytes of inputs at a time, a part of a second-level cache, and of the table of their positions. */
const INPUT_BYTES = 131_072;
const POSITIONS = 4096;
const FLOAT_BYTES = 4;
/** Bytes of a position: its distance in x, and in the result. */
export const POSITION_BYTES = 8;

export function planConvolution({ x, weights, axes }: ConvolutionOperands): ConvolutionPlan {
  const [groups, batch, channels, ...inputs] = x.shape as [number, number, number, ...number[]]; // as a convolution has
  const outputs = weights.shape[1]!;
  const taps = weights.shape.slice(3);
  const alongAxes = axes.map((axis, i) => axisPhases(axis, taps[i]!));
  const windows = alongAxes.map((phases, i) => windowOf(phases, inputs[i]!));
  const isCopied = windows.some(({ first, size }, i) => first < 0 || first + size > inputs[i]!);
  const tapCount = sizeOf(taps);
  const channelsAtOnce = evenly(channels, Math.max(1, Math.floor(TAPS_AT_ONCE / Math.max(tapCount, 1))));
  const steps = isCopied
    ? windows.map((_, i) => FLOAT_BYTES * sizeOf(windows.slice(i + 1).map(({ size }) => size)))
    : x.strides.slice(3).map((stride) => stride * FLOAT_BYTES);
  const channelBytes = FLOAT_BYTES * sizeOf(windows.map(({ size }) => size));
  const sizes = axes.map(({ size }) => size);
  const imagesAtOnce = evenly(
    batch,
    Math.max(
      1,
      Math.min(Math.floor(INPUT_BYTES / (channelsAtOnce * channelBytes)), Math.floor(POSITIONS / sizeOf(sizes))),
    ),
  );
  const parts = [
    BLOCK_BYTES,
    4 * channelsAtOnce * tapCount,
    POSITION_BYTES * imagesAtOnce * sizeOf(sizes) + 4 * POSITION_BYTES,
    FLOAT_BYTES * BLOCK_COLUMNS * Math.ceil(outputs / BLOCK_COLUMNS) * channelsAtOnce * tapCount,
    isCopied ? imagesAtOnce * channelsAtOnce * channelBytes + 16 : 0,
  ].map((bytes) => Math.ceil(bytes / 16) * 16);
  const startOf = (part: number): number => parts.slice(0, part).reduce((total, bytes) => total + bytes, 0);
  return {
    groups,
    batch,
    outputs,
    channels,
    sizes,
    phases: alongAxes.reduce<AxisPhase[][]>(
      (all, axis) => all.flatMap((some) => axis.map((one) => [...some, one])),
      [[]],
    ),
    windows,
    isCopied,
    imageStep: isCopied ? channelsAtOnce * channelBytes : x.strides[1]! * FLOAT_BYTES,
    channelStep: isCopied ? channelBytes : x.strides[2]! * FLOAT_BYTES,
    steps,
    channelsAtOnce,
    imagesAtOnce,
    places: { table: startOf(1), positions: startOf(2), weights: startOf(3), copy: startOf(4) },
    workspace: startOf(parts.length),
  };
}

/** All that outputs and taps of some phases meet. */
function windowOf(phases: readonly AxisPhase[], inputs: number): Window {
  const used = phases.filter(({ outputs, taps }) => outputs.count > 0 && taps.count > 0);
  const ends = used.map(({ first, outputs, taps, perOutput, perTap }) => {
    const far = [(outputs.count - 1) * perOutput, (taps.count - 1) * perTap];
    return far.reduce(([low, high], way) => [low! + Math.min(way, 0), high! + Math.max(way, 0)], [first, first]);
  });
  const first = Math.min(...ends.map(([low]) => low!));
  const last = Math.max(...ends.map(([, high]) => high!));
  if (used.length === 0) return { first: 0, size: 0, from: 0, end: 0 };
  return {
    first,
    size: last - first + 1,
    from: Math.max(first, 0),
    end: Math.max(Math.min(last + 1, inputs), first, 0),
  };
}

/** Parts of equal size, of at most `limit`: how large they are. */
export const evenly = (count: number, limit: number): number =>
  Math.ceil(count / Math.max(1, Math.ceil(count / limit)));
