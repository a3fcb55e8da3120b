import type { KernelText, Slot } from "../backends/backend.ts";
import type { Dialect } from "../backends/dialect.ts";
import { KernelWriter } from "./kernel-writer.ts";
import { axesOf, indicesAt, type Source } from "./source.ts";

/** A kernel that computes all elements of a source, in row-major order, and the arrays that it reads. */
export function writeKernel(
  dialect: Dialect,
  source: Source,
): { readonly kernel: KernelText; readonly inputs: readonly Slot[] } {
  const writer = new KernelWriter(dialect);
  const axes = axesOf(source);
  const { output, places } = dialect.threads(axes.map(({ length }) => length));
  const indices = indicesAt(
    source.strides.length,
    axes,
    places.map((place) => writer.keep(place)),
  );
  const result = source.at(
    writer,
    indices.map((index) => writer.keep(index)),
  );
  // a name, so that a number is returned whatever its text looks like
  return { kernel: writer.finish(output, writer.let(result)), inputs: writer.arrays };
}
