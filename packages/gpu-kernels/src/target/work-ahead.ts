import type { Graph, GraphNode, Value } from "@adjoint/compile";

/** A graph in two parts: what the host computes ahead of each run, and what is left for the device. */
export interface WorkAhead {
  /** From the inputs of the whole graph to what the rest needs of it, or the caller; undefined: there is nothing to do. */
  readonly ahead: Graph | undefined;
  /** Its inputs are those that it reads, of the whole graph and of what `ahead` makes; its outputs those that it makes. */
  readonly program: Graph;
}

/**
 * Takes out what a device has no kernel for and what that is made from, where all of it comes from integers and scalars:
 * random numbers from their keys. What comes from arrays of numbers stays, and is refused.
 */
export function workAhead(graph: Graph, hasKernel: (node: GraphNode) => boolean): WorkAhead {
  const makers = new Map(graph.nodes.flatMap((node) => node.outputs.map((value) => [value, node] as const)));
  const ofIntegers = new Set(
    graph.inputs
      .map(({ value }) => value)
      .filter((value) => graph.values[value]!.dtype === "int32" || graph.values[value]!.shape.length === 0),
  );
  const before = new Set<GraphNode>();
  for (const node of graph.nodes) {
    if (hasKernel(node)) continue;
    const needed = ancestorsOf(node, makers);
    const isKnown = [...needed].every(({ inputs }) =>
      inputs.every((value) => makers.has(value) || graph.constants.has(value) || ofIntegers.has(value)),
    );
    if (isKnown) for (const one of needed) before.add(one);
  }
  // keys are larger than the integers of a device: what is made of them alone stays with them
  const isThere = (value: Value): boolean =>
    graph.constants.has(value) || ofIntegers.has(value) || before.has(makers.get(value)!);
  for (const node of graph.nodes)
    if (node.inputs.some((value) => before.has(makers.get(value)!) && graph.values[value]!.dtype === "int32"))
      if (node.inputs.every(isThere)) before.add(node);
  // scalars of the host are computed again by whoever needs them
  const nodes = graph.nodes.filter((node) => !before.has(node) || node.isOnHost);
  const made = new Set([...before].filter(({ isOnHost }) => !isOnHost).flatMap(({ outputs }) => outputs));
  const read = new Set(nodes.flatMap(({ inputs }) => inputs));
  const given = new Set(graph.inputs.map(({ value }) => value));
  const isElsewhere = (value: Value): boolean => made.has(value) || (given.has(value) && !read.has(value));
  const wanted = [...made].filter((value) => read.has(value) || graph.outputs.some((port) => port.value === value));
  const ports = wanted.map((value) => ({ value, path: `ahead/${value}` }));
  return {
    ahead:
      ports.length > 0
        ? { ...graph, nodes: graph.nodes.filter((node) => before.has(node)), outputs: ports }
        : undefined,
    program: {
      ...graph,
      inputs: [...graph.inputs, ...ports].filter(({ value }) => read.has(value)),
      nodes,
      outputs: graph.outputs.filter(({ value }) => !isElsewhere(value)),
    },
  };
}

/** The node and all that it is made from. */
function ancestorsOf(node: GraphNode, makers: ReadonlyMap<Value, GraphNode>): Set<GraphNode> {
  const found = new Set<GraphNode>();
  const visit = (one: GraphNode): void => {
    if (found.has(one)) return;
    found.add(one);
    for (const value of one.inputs) {
      const maker = makers.get(value);
      if (maker) visit(maker);
    }
  };
  visit(node);
  return found;
}
