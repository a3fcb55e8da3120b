import { contiguousStrides } from "@adjoint/tensor";
import type { KernelText, Slot } from "../backends/backend.ts";
import type { Dialect } from "../backends/dialect.ts";
import { KernelWriter } from "./kernel-writer.ts";
import type { Axis } from "./merged-axes.ts";
import { axesOf, indicesAt, type Lanes, type Source } from "./source.ts";

interface WrittenKernel {
  readonly kernel: KernelText;
  /** The arrays that it reads. */
  readonly inputs: readonly Slot[];
}

/** A kernel that computes all elements of a source, in row-major order. */
export function writeKernel(dialect: Dialect, source: Source): WrittenKernel {
  const writer = new KernelWriter(dialect);
  const axes = axesOf(source);
  const last = axes.at(-1);
  if (dialect.four && source.four && last && last.length % 4 === 0) return byFour(writer, source, axes, last);
  const { output, indices } = walk(writer, source, axes);
  const result = source.at(writer, indices);
  // a name, so that a number is returned whatever its text looks like
  return { kernel: writer.finish(output, writer.let(result)), inputs: writer.arrays };
}

/** Each call computes four neighbours along the last axis. */
function byFour(writer: KernelWriter, source: Source, axes: readonly Axis[], last: Axis): WrittenKernel {
  const outer = axes.slice(0, -1);
  const across = { length: last.length / 4, steps: last.steps.map((step) => step * 4) };
  const { output, indices } = walk(writer, source, [...outer, across]);
  const lanes = indices.map((place, k): Lanes => {
    const isAligned = outer.every(({ steps }) => steps[k]! % 4 === 0);
    return { place, step: last.steps[k]!, isAligned };
  });
  const [x, y, z, w] = source.four!(writer, lanes); // the caller saw it
  const result = [writer.let(x), writer.let(y), writer.let(z), writer.let(w)] as const;
  return { kernel: writer.finish(output, result), inputs: writer.arrays };
}

/** Goes over axes, one call for each place: the texts of a source's indices. */
function walk(
  writer: KernelWriter,
  { strides }: Source,
  axes: readonly Axis[],
): { readonly output: readonly number[]; readonly indices: readonly string[] } {
  const lengths = axes.map(({ length }) => length);
  const keep = (text: string): string => writer.keep(text);
  const { output, places, whole } = writer.dialect.threads(lengths, keep);
  const kept = places.map(keep);
  const indices = indicesAt(strides.length, axes, kept).map((index, k) => {
    const multiple = whole === undefined ? undefined : multipleOfOrder(axes, k);
    return keep(multiple === undefined ? index : multiple === 1 ? whole! : `${whole} * ${multiple}`);
  });
  return { output, indices };
}

/** How far an index goes from one place to the next, where it goes through all of them in order. */
function multipleOfOrder(axes: readonly Axis[], k: number): number | undefined {
  const order = contiguousStrides(axes.map(({ length }) => length));
  const step = axes.at(-1)?.steps[k];
  if (step === undefined || step <= 0) return undefined;
  return axes.every(({ steps }, i) => steps[k] === order[i]! * step) ? step : undefined;
}
