import { contiguousStrides, type Numbers, type Shape, type Spec, Tensor, viewOf } from "@adjoint/tensor";
import type { Graph, GraphNode, Value } from "../graph.ts";

/** Where the elements of a value are: in the buffer of another value, or its own, `strides` apart. */
export interface Layout {
  /** The value whose buffer it is; a view lives in that of what it views. */
  readonly buffer: Value;
  readonly strides: Shape;
  readonly offset: number;
}

/** Layouts of all values, and the nodes that are left: a view is a layout, nothing is left to do for it. */
export interface LaidOut {
  readonly layouts: readonly Layout[];
  readonly nodes: readonly GraphNode[];
}

/** Turns movement into layouts. Inputs and results are contiguous; constants keep their own strides. */
export function layOut(graph: Graph): LaidOut {
  const known = new Map<Shape, Shape>(); // most values have the shape of another one
  const stridesOf = (shape: Shape): Shape => {
    const strides = known.get(shape) ?? contiguousStrides(shape);
    known.set(shape, strides);
    return strides;
  };
  const layouts = graph.values.map(({ shape }, buffer): Layout => ({ buffer, strides: stridesOf(shape), offset: 0 }));
  for (const [value, { view }] of graph.constants)
    if (view) layouts[value] = { buffer: value, strides: view.strides, offset: view.offset };
  const nodes = graph.nodes.filter((node) => {
    const seen = node.primitive.kind === "view" && viewed(node, graph.values, layouts);
    if (!seen) return true;
    layouts[node.outputs[0]!] = seen;
    return false;
  });
  return { layouts, nodes };
}

const NOTHING = /* @__PURE__ */ new Uint8Array(0);

/** A tensor without elements: movement never looks at them, and only a copy asks for them. */
class Unread extends Tensor {
  override dataSync(): Numbers {
    return new Uint8Array(0);
  }
}

/** The layout of a view; undefined where strides cannot express it. */
function viewed(
  { primitive, inputs, outputs, attributes }: GraphNode,
  values: readonly Spec[],
  layouts: readonly Layout[],
): Layout | undefined {
  const [from, to] = [inputs[0]!, outputs[0]!];
  const { buffer, strides, offset } = layouts[from]!;
  const { shape, dtype } = values[from]!;
  const input = new Unread(shape, dtype, { buffer: NOTHING, strides, offset });
  const [output] = primitive.kernel([input], attributes, [values[to]!]);
  const view = viewOf(output!);
  return view.buffer === NOTHING ? { buffer, strides: view.strides, offset: view.offset } : undefined;
}
