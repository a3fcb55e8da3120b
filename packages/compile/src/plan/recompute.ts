import { sizeOf } from "@adjoint/tensor";
import type { Graph, GraphNode, Value } from "../graph.ts";
import type { Fusion, Group } from "./fuse-loops.ts";
import type { Layout } from "./layouts.ts";
import { isInOrder, stridesOver } from "./space.ts";
import { trafficOf } from "./traffic-of.ts";

interface Made {
  readonly node: GraphNode;
  readonly group: number;
}

/** What a loop would do itself, in place of reading it, and what it would read for that. */
interface Expansion {
  readonly nodes: Set<GraphNode>;
  readonly leaves: Set<Value>;
}

/**
 * Values that one loop makes and another one reads are made in both where that moves fewer elements through memory: those
 * of cheap operations on what is in memory anyway. The gradient of an activation then reads what the activation read.
 */
export function recompute(
  graph: Graph,
  groups: readonly Group[],
  { roleOf }: Fusion,
  layouts: readonly Layout[],
): Group[] {
  const inLoops = new Set(groups.flatMap(({ nodes, space }) => (space ? nodes.flatMap(({ outputs }) => outputs) : [])));
  const members = groups.map(({ nodes }) => new Set(nodes));
  const made = new Map<Value, Made>();
  groups.forEach(({ nodes, space }, group) => {
    for (const node of nodes) {
      const role = space && roleOf(node);
      if (role?.kind === "elementwise" && !role.isCostly) made.set(node.outputs[0]!, { node, group });
    }
  });
  const bufferOf = (value: Value): Value => layouts[value]!.buffer;
  const results = new Set(graph.outputs.map(({ value }) => bufferOf(value)));
  const readers = new Map<Value, Set<number>>();
  const readersOf = (buffer: Value): Set<number> => readers.get(buffer) ?? new Set();
  const traffic = groups.map(({ nodes }) => trafficOf(nodes, bufferOf));
  traffic.forEach(({ reads }, i) => {
    for (const value of reads) readers.set(bufferOf(value), readersOf(bufferOf(value)).add(i));
  });
  const inTwo = new Set<Value>();

  for (let i = groups.length - 1; i >= 0; i--) {
    const { space } = groups[i]!;
    if (!space) continue;
    const { made: own } = traffic[i]!;
    const reads = [...traffic[i]!.reads];
    const isAlone = (buffer: Value): boolean =>
      !results.has(buffer) && [...readersOf(buffer)].every((reader) => reader === i);
    const replaced = new Set(
      reads.map(bufferOf).filter((buffer) => {
        const views = reads.filter((value) => bufferOf(value) === buffer);
        return made.has(buffer) && isAlone(buffer) && views.every((value) => isInOrder(graph, space, value, layouts));
      }),
    );
    const known = new Set(reads.map(bufferOf));
    const expansion: Expansion = { nodes: new Set(), leaves: new Set() };
    const canExpand = [...replaced].every((value) => expand(value, expansion));
    if (!canExpand || replaced.size === 0) continue;
    // what is made here is read as it is made: another view of it would be another value
    if ([...expansion.nodes].some(({ outputs }) => expansion.leaves.has(outputs[0]!))) continue;
    const bytes = (values: Iterable<Value>): number =>
      [...values].reduce((total, value) => {
        const { shape, dtype } = graph.values[value]!;
        return total + sizeOf(shape) * (dtype === "bool" ? 1 : 4);
      }, 0);
    const added = [...expansion.leaves].filter((value) => !known.has(value));
    const stored = added.filter((value) => inLoops.has(value) && !results.has(value) && readersOf(value).size === 0);
    if (bytes(added) + bytes(stored) >= 2 * bytes(replaced)) continue;
    for (const value of replaced) readersOf(value).delete(i);
    for (const value of added) readers.set(value, readersOf(value).add(i));
    for (const node of expansion.nodes) {
      members[i]!.add(node);
      inTwo.add(node.outputs[0]!);
    }

    /** Adds what makes a value, as far as it is cheap and not in memory anyway; false: the loop cannot do it. */
    function expand(value: Value, { nodes: added, leaves }: Expansion): boolean {
      const { node } = made.get(value)!;
      if (added.has(node)) return true;
      added.add(node);
      return node.inputs.every((operand) => {
        const buffer = bufferOf(operand);
        const { shape } = graph.values[operand]!;
        if (own.has(buffer) || !stridesOver(space!, shape, layouts[operand]!.strides)) return false;
        const isKept = known.has(buffer) && !replaced.has(buffer);
        const isLeaf = isKept || !made.has(buffer) || !isAlone(buffer) || !isInOrder(graph, space!, operand, layouts);
        if (!isLeaf) return expand(buffer, { nodes: added, leaves });
        if (inTwo.has(buffer)) return false;
        leaves.add(buffer);
        return true;
      });
    }
  }
  return withoutUnused(graph, groups, members, bufferOf);
}

/** The groups with other members, in the order of the graph, without what nobody needs any more. */
function withoutUnused(
  graph: Graph,
  groups: readonly Group[],
  members: readonly ReadonlySet<GraphNode>[],
  bufferOf: (value: Value) => Value,
): Group[] {
  const places = new Map(graph.nodes.map((node, i) => [node, i]));
  const needed = new Set(graph.outputs.map(({ value }) => bufferOf(value)));
  const kept = [...groups.keys()].reverse().map((i): Group => {
    const ordered = [...members[i]!].sort((a, b) => places.get(b)! - places.get(a)!);
    const inside = new Set<Value>();
    const live = ordered.filter((node) => {
      if (groups[i]!.space && !node.outputs.some((value) => needed.has(value) || inside.has(value))) return false;
      for (const value of node.inputs) inside.add(bufferOf(value));
      return true;
    });
    for (const value of trafficOf(live, bufferOf).reads) needed.add(bufferOf(value));
    return { ...groups[i]!, nodes: live.reverse() };
  });
  return kept.reverse().filter(({ nodes }) => nodes.length > 0);
}
