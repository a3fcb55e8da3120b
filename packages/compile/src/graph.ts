import type { Primitive, Spec, Tensor } from "@adjoint/tensor";

/** A value of a graph: its place in `Graph.values`. */
export type Value = number;

/** An operation on values. */
export interface GraphNode {
  readonly primitive: Primitive;
  readonly inputs: readonly Value[];
  readonly attributes: unknown;
  readonly outputs: readonly Value[];
  /**
   * It reads and writes only scalars that are known before a run (step counts, rates), so it runs on the host ahead of
   * all others, wherever those run.
   */
  readonly isOnHost: boolean;
}

/** A value that comes from or goes to the caller, and where: `0/layers/1/bias` is in the first argument. */
export interface Port {
  readonly value: Value;
  readonly path: string;
}

/**
 * A program without control flow: what a function did to tensors, in an order in which every value is made before it
 * is used.
 */
export interface Graph {
  /** Shape and type of every value. */
  readonly values: readonly Spec[];
  readonly inputs: readonly Port[];
  /** Values that are the same at each run. */
  readonly constants: ReadonlyMap<Value, Tensor>;
  readonly nodes: readonly GraphNode[];
  readonly outputs: readonly Port[];
  /** An error made where each operation was first asked for while the function was traced: its stack is for messages. */
  readonly origins?: ReadonlyMap<Primitive, Error>;
}

/** The node with other values in the place of some of its inputs. */
export const withInputs = (node: GraphNode, replaced: ReadonlyMap<Value, Value>): GraphNode =>
  node.inputs.some((value) => replaced.has(value))
    ? { ...node, inputs: node.inputs.map((value) => replaced.get(value) ?? value) }
    : node;

/** The graph with other nodes, and with other values in the place of some. */
export function withNodes(graph: Graph, nodes: readonly GraphNode[], replaced?: ReadonlyMap<Value, Value>): Graph {
  const current = (value: Value): Value => replaced?.get(value) ?? value;
  const outputs = graph.outputs.map(({ value, path }) => ({ value: current(value), path }));
  return { ...graph, nodes, outputs };
}
