import type { Shape } from "@adjoint/tensor";
import { convolutionSource } from "../kernels/convolution-source.ts";
import {
  scatterInRowsSource,
  scatterRowsSource,
  takeInRowsSource,
  takeRowsSource,
  type WindowAxis,
  windowPositionSource,
} from "../kernels/indexing-sources.ts";
import type { ConvolutionAxis } from "../kernels/meeting.ts";
import { type Edges, joinedSource, paddedSource } from "../kernels/movement-sources.ts";
import { productSource } from "../kernels/product-source.ts";
import { folds, positionSource, reductionSource, runningSumSource } from "../kernels/reduction-source.ts";
import type { Source } from "../kernels/source.ts";

/** Makes the result of a primitive from its operands. */
export type MakeSource = (operands: readonly Source[], attributes: unknown) => Source;

// attributes are those of the primitive of that name in @adjoint/tensor
const one =
  <A>(make: (x: Source, attributes: A) => Source): MakeSource =>
  ([x], attributes) =>
    make(x!, attributes as A);
const two =
  <A>(make: (x: Source, y: Source, attributes: A) => Source): MakeSource =>
  ([x, y], attributes) =>
    make(x!, y!, attributes as A);

const reductions: Readonly<Record<string, MakeSource>> = Object.fromEntries(
  Object.entries(folds).map(([name, fold]) => [
    name,
    one<{ readonly axes: Shape }>((x, { axes }) => reductionSource(fold, x, axes)),
  ]),
);

/** By the name of the primitive: all that are neither elementwise nor views. */
export const primitiveSources: Readonly<Record<string, MakeSource>> = {
  ...reductions,
  argMax: one<{ readonly axis: number }>((x, { axis }) => positionSource(">", x, axis)),
  argMin: one<{ readonly axis: number }>((x, { axis }) => positionSource("<", x, axis)),
  cumsum: one<{ readonly axis: number }>((x, { axis }) => runningSumSource(x, axis)),
  matmul: two(productSource),
  convolution: two<{ readonly axes: readonly ConvolutionAxis[] }>((x, weights, { axes }) =>
    convolutionSource(x, weights, axes),
  ),
  pad: one<{ readonly edges: readonly Edges[]; readonly value: number }>((x, { edges, value }) =>
    paddedSource(x, edges, value),
  ),
  concat: (operands, attributes) => joinedSource(operands, (attributes as { readonly axis: number }).axis),
  takeRows: two(takeRowsSource),
  takeInRows: two(takeInRowsSource),
  scatterAddRows: two<{ readonly count: number }>((indices, values, { count }) =>
    scatterRowsSource(indices, values, count),
  ),
  scatterAddInRows: two<{ readonly size: number }>((indices, values, { size }) =>
    scatterInRowsSource(indices, values, size),
  ),
  windowArgMax: one<{ readonly axes: readonly WindowAxis[] }>((x, { axes }) => windowPositionSource(x, axes)),
};
