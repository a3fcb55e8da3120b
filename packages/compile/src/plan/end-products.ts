import { reshapedStrides } from "@adjoint/tensor";
import type { Graph, GraphNode, Value } from "../graph.ts";
import type { Fusion, Group } from "./fuse-loops.ts";
import type { Layout } from "./layouts.ts";
import { isInOrder } from "./space.ts";
import { trafficOf } from "./traffic-of.ts";

/**
 * Elementwise work on a product becomes the end of it, done on each part while that is in the cache: a bias, an activation,
 * a residual. The product then comes where the work was; it must not be needed earlier.
 */
export function endProducts(
  graph: Graph,
  groups: readonly Group[],
  { roleOf }: Fusion,
  layouts: readonly Layout[],
): Group[] {
  const bufferOf = (value: Value): Value => layouts[value]!.buffer;
  const traffic = trafficOf(groups, layouts);
  const products = new Map<Value, { readonly node: GraphNode; readonly place: number }>();
  const firstReader = new Map<Value, number>();
  const ended = new Map<number, GraphNode>();
  groups.forEach(({ nodes }, place) => {
    const [node] = nodes as [GraphNode]; // no group is empty
    if (nodes.length === 1 && roleOf(node)?.kind === "product") products.set(node.outputs[0]!, { node, place });
    for (const value of traffic[place]!.reads)
      if (!firstReader.has(bufferOf(value))) firstReader.set(bufferOf(value), place);
  });
  const moved = new Set<number>();
  groups.forEach((group, place) => {
    const product = productOf(group, place);
    if (!product) return;
    ended.set(place, product.node);
    moved.add(product.place);
  });
  return groups.flatMap((group, place): Group[] => {
    if (moved.has(place)) return [];
    const product = ended.get(place);
    return product ? [{ nodes: [product, ...group.nodes], product }] : [group];
  });

  /** The product that a group can end. */
  function productOf({ nodes, space }: Group, place: number) {
    if (!space || space.hasRows) return undefined;
    const { reads } = traffic[place]!;
    for (const buffer of reads.map(bufferOf)) {
      const product = products.get(buffer);
      if (!product || firstReader.get(buffer) !== place || moved.has(product.place)) continue;
      if (nodes.some((node) => roleOf(node)?.kind !== "elementwise")) return undefined;
      const { shape } = graph.values[buffer]!;
      const isReadable = reads.every((value) => {
        const own = graph.values[value]!.shape;
        if (bufferOf(value) === buffer) return isInOrder(graph, space, value, layouts);
        const step = reshapedStrides(own, layouts[value]!.strides, shape)?.at(-1);
        return step === 0 || step === 1;
      });
      if (isReadable) return product;
    }
    return undefined;
  }
}
