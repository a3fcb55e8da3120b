import type { GraphNode, Value } from "../graph.ts";

/** What operations that run as one leave, and what they take. */
export interface Traffic {
  readonly made: ReadonlySet<Value>;
  /** Values that are in memory which they do not make, each once. */
  readonly reads: ReadonlySet<Value>;
}

export function trafficOf(nodes: Iterable<GraphNode>, bufferOf: (value: Value) => Value): Traffic {
  const made = new Set<Value>();
  const reads = new Set<Value>();
  for (const { outputs } of nodes) for (const value of outputs) made.add(value);
  for (const { inputs } of nodes) for (const value of inputs) if (!made.has(bufferOf(value))) reads.add(value);
  return { made, reads };
}
