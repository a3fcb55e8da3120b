import type { GraphNode, Value } from "../graph.ts";
import type { Layout } from "./layouts.ts";

/** What operations that run as one leave, and what they take. */
export interface Traffic {
  readonly made: readonly Value[];
  /** Values that are in memory which they do not make, each once. */
  readonly reads: readonly Value[];
}

/** The traffic of each group. */
export function trafficOf(
  groups: readonly { readonly nodes: readonly GraphNode[] }[],
  layouts: readonly Layout[],
): Traffic[] {
  // by value, the last group that made it, and the last that read it
  const makers = new Array<number>(layouts.length).fill(-1);
  const readers = new Array<number>(layouts.length).fill(-1);
  return groups.map(({ nodes }, group) => {
    const made: Value[] = [];
    const reads: Value[] = [];
    const make = (value: Value): void => {
      makers[value] = group;
      made.push(value);
    };
    const read = (value: Value): void => {
      if (makers[layouts[value]!.buffer] === group || readers[value] === group) return;
      readers[value] = group;
      reads.push(value);
    };
    for (const { outputs } of nodes) outputs.forEach(make);
    for (const { inputs } of nodes) inputs.forEach(read);
    return { made, reads };
  });
}
