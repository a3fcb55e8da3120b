import { sizeOf } from "@adjoint/tensor";
import type { Graph, GraphNode, Value } from "../graph.ts";
import type { Fusion, Group } from "./fuse-loops.ts";
import type { Layout } from "./layouts.ts";
import { isInOrder, stridesOver } from "./space.ts";
import { trafficOf } from "./traffic-of.ts";

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
  const recomputed = new Map<number, ReadonlySet<GraphNode>>();
  const made = new Map<Value, GraphNode>();
  for (const { nodes, space } of groups)
    for (const node of space ? nodes : []) {
      const role = roleOf(node);
      if (role?.kind === "elementwise" && !role.isCostly) made.set(node.outputs[0]!, node);
    }
  const bufferOf = (value: Value): Value => layouts[value]!.buffer;
  const results = new Set(graph.outputs.map(({ value }) => bufferOf(value)));
  const readers = new Map<Value, Set<number>>();
  const readersOf = (buffer: Value): Set<number> => readers.get(buffer) ?? new Set();
  const traffic = trafficOf(groups, layouts);
  traffic.forEach(({ reads }, i) => {
    for (const buffer of reads.map(bufferOf)) if (inLoops.has(buffer)) readers.set(buffer, readersOf(buffer).add(i));
  });
  const inTwo = new Set<Value>();

  for (let i = groups.length - 1; i >= 0; i--) {
    const { space } = groups[i]!;
    if (!space) continue;
    const { reads } = traffic[i]!;
    const isAlone = (buffer: Value): boolean =>
      !results.has(buffer) && [...readersOf(buffer)].every((reader) => reader === i);
    const replaced = new Set(
      reads.map(bufferOf).filter((buffer) => {
        if (!made.has(buffer) || !isAlone(buffer)) return false;
        const views = reads.filter((value) => bufferOf(value) === buffer);
        return views.every((value) => isInOrder(graph, space, value, layouts));
      }),
    );
    if (replaced.size === 0) continue;
    const own = new Set(traffic[i]!.made);
    const known = new Set(reads.map(bufferOf));
    const expansion: Expansion = { nodes: new Set(), leaves: new Set() };
    if (![...replaced].every((value) => expand(value, expansion))) continue;
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
    recomputed.set(i, expansion.nodes);
    for (const { outputs } of expansion.nodes) inTwo.add(outputs[0]!);

    /** Adds what makes a value, as far as it is cheap and not in memory anyway; false: the loop cannot do it. */
    function expand(value: Value, { nodes: added, leaves }: Expansion): boolean {
      const node = made.get(value)!;
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
  if (recomputed.size === 0) return [...groups];
  const places = new Map(graph.nodes.map((node, i) => [node, i]));
  const withMore = groups.map((group, i): Group => {
    const more = recomputed.get(i);
    if (!more) return group;
    return { ...group, nodes: [...group.nodes, ...more].sort((a, b) => places.get(a)! - places.get(b)!) };
  });
  return withoutUnused(withMore, results, bufferOf);
}

/** The groups without what neither they nor the results need any more. */
function withoutUnused(
  groups: readonly Group[],
  results: ReadonlySet<Value>,
  bufferOf: (value: Value) => Value,
): Group[] {
  const needed = new Set(results);
  const kept = [...groups].reverse().map((group): Group => {
    const read = new Set<Value>(); // and not made in the group
    const live = [...group.nodes].reverse().filter(({ inputs, outputs }) => {
      if (group.space && !outputs.some((value) => needed.has(value) || read.has(value))) return false;
      for (const value of outputs) read.delete(value);
      for (const value of inputs) read.add(bufferOf(value));
      return true;
    });
    for (const value of read) needed.add(value);
    return { ...group, nodes: live.reverse() };
  });
  return kept.reverse().filter(({ nodes }) => nodes.length > 0);
}
