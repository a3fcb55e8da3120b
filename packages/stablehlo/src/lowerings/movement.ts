import type { Shape } from "@adjoint/tensor";
import type { Lowering } from "../lowering.ts";
import { integer, integers } from "../text-writer.ts";

interface Steps {
  readonly start: number;
  readonly end: number;
  readonly step: number;
}

interface Edges {
  readonly before: number;
  readonly after: number;
  readonly between: number;
}

export const movement: Readonly<Record<string, Lowering>> = {
  reshape: (writer, { inputs, outputs: [spec] }) => writer.add("reshape", inputs, spec!),
  transpose: (writer, { inputs, outputs: [spec], attributes }) =>
    writer.add("transpose", inputs, spec!, {
      attributes: { permutation: integers((attributes as { axes: Shape }).axes) },
    }),
  flip: (writer, { inputs, outputs: [spec], attributes }) =>
    writer.add("reverse", inputs, spec!, {
      attributes: { dimensions: integers((attributes as { axes: Shape }).axes) },
    }),
  broadcastTo: (writer, { inputs: [x], outputs: [spec] }) => writer.broadcast(x!, spec!.shape),
  slice: (writer, { inputs, outputs: [spec], attributes }) => {
    const { axes } = attributes as { axes: readonly Steps[] };
    return writer.add("slice", inputs, spec!, {
      attributes: {
        start_indices: integers(axes.map(({ start }) => start)),
        limit_indices: integers(axes.map(({ end }) => end)),
        strides: integers(axes.map(({ step }) => step)),
      },
    });
  },
  pad: (writer, { inputs: [x], outputs: [spec], attributes }) => {
    const { edges, value } = attributes as { edges: readonly Edges[]; value: number };
    const filler = writer.splat(value, { shape: [], dtype: spec!.dtype });
    return writer.add("pad", [x!, filler], spec!, {
      attributes: {
        edge_padding_low: integers(edges.map(({ before }) => before)),
        edge_padding_high: integers(edges.map(({ after }) => after)),
        interior_padding: integers(edges.map(({ between }) => between)),
      },
    });
  },
  concat: (writer, { inputs, outputs: [spec], attributes }) =>
    writer.add("concatenate", inputs, spec!, {
      attributes: { dimension: integer((attributes as { axis: number }).axis) },
    }),
  barrier: (writer, { inputs, outputs: [spec] }) => writer.add("optimization_barrier", inputs, spec!),
  stopGradient: (_, { inputs: [x] }) => x!,
};
