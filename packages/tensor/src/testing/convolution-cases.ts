import * as t from "../index.ts";
import type { NestedNumbers } from "../tensor.ts";
import { naiveConvolution, naivePooling, naiveTransposedConvolution } from "./naive-convolution.ts";
import type { PrimitiveCase } from "./primitive-case.ts";

const mean =
  (count: number) =>
  (elements: readonly number[]): number =>
    elements.reduce((total, x) => total + x, 0) / count;
const largest = (elements: readonly number[]): number => Math.max(...elements);

/** Convolutions and pools: strides, paddings, dilations and groups in one, two and three dimensions. */
export const convolutionCases: readonly PrimitiveCase[] = [
  {
    name: "conv1d with stride and padding",
    inputs: [{ shape: [2, 2, 5] }, { shape: [3, 2, 3] }],
    run: (x, w) => t.conv1d(x, w, { stride: 2, padding: 1 }),
    reference: (x: NestedNumbers, w: NestedNumbers) =>
      naiveConvolution(x, w, { stride: [2], padding: [[1, 1]], dilation: [1], groups: 1 }),
  },
  {
    name: "conv2d",
    inputs: [{ shape: [2, 2, 4, 3] }, { shape: [3, 2, 2, 2] }],
    run: (x, w) => t.conv2d(x, w),
    reference: (x: NestedNumbers, w: NestedNumbers) => {
      const padding = [[0, 0] as const, [0, 0] as const];
      return naiveConvolution(x, w, { stride: [1, 1], padding, dilation: [1, 1], groups: 1 });
    },
  },
  {
    name: "conv2d that keeps the size, dilated, in groups",
    inputs: [{ shape: [1, 4, 3, 4] }, { shape: [4, 2, 2, 3] }],
    run: (x, w) => t.conv2d(x, w, { padding: "same", dilation: [2, 1], groups: 2 }),
    reference: (x: NestedNumbers, w: NestedNumbers) => {
      const padding = [[1, 1] as const, [1, 1] as const];
      return naiveConvolution(x, w, { stride: [1, 1], padding, dilation: [2, 1], groups: 2 });
    },
  },
  {
    name: "conv2d depthwise, with a stride that leaves elements out",
    inputs: [{ shape: [1, 3, 5, 4] }, { shape: [3, 1, 2, 1] }],
    run: (x, w) =>
      t.conv2d(x, w, {
        stride: [3, 2],
        padding: [
          [1, 0],
          [0, 0],
        ],
        groups: 3,
      }),
    reference: (x: NestedNumbers, w: NestedNumbers) => {
      const padding = [[1, 0] as const, [0, 0] as const];
      return naiveConvolution(x, w, { stride: [3, 2], padding, dilation: [1, 1], groups: 3 });
    },
  },
  {
    name: "conv3d",
    inputs: [{ shape: [1, 2, 3, 2, 3] }, { shape: [2, 2, 2, 2, 2] }],
    run: (x, w) => t.conv3d(x, w, { stride: [1, 1, 2], padding: 1 }),
    reference: (x: NestedNumbers, w: NestedNumbers) => {
      const padding = [[1, 1] as const, [1, 1] as const, [1, 1] as const];
      return naiveConvolution(x, w, { stride: [1, 1, 2], padding, dilation: [1, 1, 1], groups: 1 });
    },
  },
  {
    name: "conv1dTranspose that doubles the size",
    inputs: [{ shape: [2, 2, 3] }, { shape: [2, 3, 3] }],
    run: (x, w) => t.conv1dTranspose(x, w, { stride: 2, padding: "same" }),
    reference: (x: NestedNumbers, w: NestedNumbers) =>
      naiveTransposedConvolution(x, w, {
        stride: [2],
        padding: [[0, 1]],
        dilation: [1],
        groups: 1,
        outputPadding: [0],
      }),
  },
  {
    name: "conv2dTranspose with padding on both sides, in groups",
    inputs: [{ shape: [1, 4, 2, 3] }, { shape: [4, 1, 3, 2] }],
    run: (x, w) => t.conv2dTranspose(x, w, { stride: 2, padding: 1, outputPadding: [1, 0], groups: 2 }),
    reference: (x: NestedNumbers, w: NestedNumbers) => {
      const padding = [[1, 1] as const, [1, 1] as const];
      const settings = { stride: [2, 2], dilation: [1, 1], groups: 2, outputPadding: [1, 0] };
      return naiveTransposedConvolution(x, w, { ...settings, padding });
    },
  },
  {
    name: "conv3dTranspose with dilation",
    inputs: [{ shape: [1, 1, 2, 1, 2] }, { shape: [1, 2, 1, 2, 2] }],
    run: (x, w) => t.conv3dTranspose(x, w, { stride: [2, 1, 3], dilation: [1, 2, 2] }),
    reference: (x: NestedNumbers, w: NestedNumbers) => {
      const padding = [[0, 0] as const, [0, 0] as const, [0, 0] as const];
      const settings = { stride: [2, 1, 3], dilation: [1, 2, 2], groups: 1, outputPadding: [0, 0, 0] };
      return naiveTransposedConvolution(x, w, { ...settings, padding });
    },
  },
  {
    name: "maxPool1d with windows that overlap",
    inputs: [{ shape: [2, 2, 7] }],
    run: (x) => t.maxPool1d(x, { window: 3, stride: 2, padding: 1 }),
    reference: (x: NestedNumbers) => naivePooling(x, { stride: [2], padding: [[1, 1]], window: [3] }, largest),
  },
  {
    name: "maxPool2d",
    inputs: [{ shape: [1, 2, 4, 5] }],
    run: (x) => t.maxPool2d(x, { window: 2 }),
    reference: (x: NestedNumbers) => {
      const padding = [[0, 0] as const, [0, 0] as const];
      return naivePooling(x, { stride: [2, 2], padding, window: [2, 2] }, largest);
    },
  },
  {
    name: "maxPool3d",
    inputs: [{ shape: [1, 1, 3, 2, 4] }],
    run: (x) => t.maxPool3d(x, { window: [2, 2, 3], stride: 1 }),
    reference: (x: NestedNumbers) => {
      const padding = [[0, 0] as const, [0, 0] as const, [0, 0] as const];
      return naivePooling(x, { stride: [1, 1, 1], padding, window: [2, 2, 3] }, largest);
    },
  },
  {
    name: "avgPool1d that keeps the size",
    inputs: [{ shape: [2, 1, 5] }],
    run: (x) => t.avgPool1d(x, { window: 2, stride: 1, padding: "same" }),
    reference: (x: NestedNumbers) => naivePooling(x, { stride: [1], padding: [[0, 1]], window: [2] }, mean(2)),
  },
  {
    name: "avgPool2d counts the padding",
    inputs: [{ shape: [1, 2, 4, 5] }],
    run: (x) => t.avgPool2d(x, { window: 3, stride: 2, padding: 1 }),
    reference: (x: NestedNumbers) => {
      const padding = [[1, 1] as const, [1, 1] as const];
      return naivePooling(x, { stride: [2, 2], padding, window: [3, 3] }, mean(9));
    },
  },
  {
    name: "avgPool3d",
    inputs: [{ shape: [1, 1, 2, 3, 4] }],
    run: (x) => t.avgPool3d(x, { window: [1, 3, 2] }),
    reference: (x: NestedNumbers) => {
      const padding = [[0, 0] as const, [0, 0] as const, [0, 0] as const];
      return naivePooling(x, { stride: [1, 3, 2], padding, window: [1, 3, 2] }, mean(6));
    },
  },
];
