import { type Shape, sizeOf } from "@adjoint/tensor";
import type { Graph, GraphNode, Value } from "../graph.ts";
import type { Layout } from "./layouts.ts";
import { OpenGroup } from "./open-group.ts";
import type { Space } from "./space.ts";

/** Operations that run as one. */
export interface Group {
  readonly nodes: readonly GraphNode[];
  /** What they go over together; undefined for an operation that no loop can do. */
  readonly space?: Space;
  /** The product that comes first, and which the others end; the group has no space then. */
  readonly product?: GraphNode;
}

/** What an operation can be in a loop. */
export type Role =
  /** `isCostly`: better read from memory than computed twice. */
  | { readonly kind: "elementwise"; readonly isCostly?: boolean }
  /** Of matrices, the last two axes: it can end in elementwise operations, but is in no loop itself. */
  | { readonly kind: "product" }
  /** Of its only input, over these axes. `isOfRows`: each row has its result, which nothing is combined with. */
  | { readonly kind: "reduction"; readonly axes: Shape; readonly isOfRows?: boolean };

/** Makes other loops of those of a plan, which give the same values. */
export type RefineLoops = (
  graph: Graph,
  groups: readonly Group[],
  fusion: Fusion,
  layouts: readonly Layout[],
) => Group[];

/** What a target can do in one loop, and wants done about it. */
export interface Fusion {
  /** undefined: the operation runs alone. */
  roleOf(node: GraphNode): Role | undefined;
  /** What is done about the loops before they get memory, such as `recompute`; default: nothing. */
  readonly refine?: RefineLoops | undefined;
}

/**
 * Puts operations together wherever they can run in one loop over the same elements, in an order in which every group comes
 * after those it needs: elementwise operations, reductions of rows with what is computed from their results, and, last in a
 * loop, reductions over other axes. An operation joins a group whose values it takes, or which reads the same memory.
 */
export function fuseLoops(
  { values }: Graph,
  nodes: readonly GraphNode[],
  { roleOf }: Fusion,
  layouts: readonly Layout[],
): Group[] {
  const groups: OpenGroup[] = [];
  const makers = new Map<Value, OpenGroup>();
  /** The groups that read a buffer, each once. */
  const readers = new Map<Value, OpenGroup[]>();
  const context = { values, layouts };
  for (const node of nodes) {
    const known = roleOf(node);
    const role = known?.kind === "product" ? undefined : known;
    const size = sizeOf(values[node.inputs[0] ?? node.outputs[0]!]!.shape);
    const needed: OpenGroup[] = [];
    const shared: OpenGroup[][] = [];
    for (const value of node.inputs) {
      const { buffer } = layouts[value]!;
      const maker = makers.get(buffer);
      if (maker && !needed.includes(maker)) needed.push(maker);
      if (sizeOf(values[buffer]!.shape) < size) continue;
      const known = readers.get(buffer);
      if (known) shared.push(known);
      else readers.set(buffer, (shared[shared.length] = []));
    }
    const home = role && newestOf(needed, ...shared).find((group) => group.tryToAdd(node, role, needed));
    const group = home ?? new OpenGroup(groups.length, context, node, role, needed);
    if (!home) groups.push(group);
    for (const value of node.outputs) makers.set(value, group);
    for (const known of shared) if (!known.includes(group)) known.push(group);
  }
  return inOrder(groups).map(({ nodes: members, space }) => (space ? { nodes: members, space } : { nodes: members }));
}

/** All groups of some lists, each once, the newest first. */
function newestOf(...lists: readonly (readonly OpenGroup[])[]): readonly OpenGroup[] {
  const [first, ...others] = lists.filter(({ length }) => length > 0);
  if (!first || (others.length === 0 && first.length === 1)) return first ?? [];
  return [...new Set(first.concat(...others))].sort((a, b) => b.number - a.number);
}

/** Every group after those that it needs, otherwise in the order of their first nodes. */
function inOrder(groups: readonly OpenGroup[]): OpenGroup[] {
  const ordered: OpenGroup[] = [];
  const done = new Set<OpenGroup>();
  const visit = (group: OpenGroup): void => {
    if (done.has(group)) return;
    done.add(group);
    for (const other of group.needs) visit(other);
    ordered.push(group);
  };
  for (const group of groups) visit(group);
  return ordered;
}
