import { sameShape } from "@adjoint/tensor";
import type { Graph, GraphNode, Value } from "../graph.ts";

/** Operations that run as one: in one pass over the elements of one shape. */
export interface Group {
  readonly nodes: readonly GraphNode[];
}

/**
 * Puts elementwise operations of one shape together wherever they can run in one pass, in an order in which every
 * group comes after those it needs. All others stay alone. `isFusable` says which operations the target can put into
 * a loop of its own.
 *
 * `bufferOf` gives the value that holds a value's elements: a view is read through what it views.
 */
export function fuseElementwise(
  { values }: Graph,
  nodes: readonly GraphNode[],
  isFusable: (node: GraphNode) => boolean,
  bufferOf: (value: Value) => Value,
): Group[] {
  const groups: OpenGroup[] = [];
  const makers = new Map<Value, OpenGroup>();
  for (const node of nodes) {
    const needed = new Set(node.inputs.flatMap((value) => makers.get(bufferOf(value)) ?? []));
    const shape = values[node.outputs[0]!]!.shape;
    const home = isFusable(node)
      ? [...groups]
          .reverse()
          .find((group) => group.isFusable && sameShape(group.shape, shape) && canJoin(group, node, needed, bufferOf))
      : undefined;
    const group = home ?? new OpenGroup(shape, isFusable(node));
    if (!home) groups.push(group);
    group.add(node, needed);
    for (const value of node.outputs) makers.set(value, group);
  }
  return inOrder(groups);
}

class OpenGroup {
  readonly nodes: GraphNode[] = [];
  readonly needs: Set<OpenGroup> = new Set();
  readonly made: Set<Value> = new Set();
  readonly shape: readonly number[];
  readonly isFusable: boolean;
  constructor(shape: readonly number[], isFusable: boolean) {
    this.shape = shape;
    this.isFusable = isFusable;
  }

  add(node: GraphNode, needed: ReadonlySet<OpenGroup>): void {
    this.nodes.push(node);
    for (const value of node.outputs) this.made.add(value);
    for (const group of needed) if (group !== this) this.needs.add(group);
  }

  /** Does it need the other one, directly or through others? */
  reaches(other: OpenGroup, seen: Set<OpenGroup> = new Set()): boolean {
    if (this === other) return true;
    seen.add(this);
    for (const group of this.needs) if (!seen.has(group) && group.reaches(other, seen)) return true;
    return false;
  }
}

/**
 * A node may join a group unless it needs something that in turn needs the group, which would then wait for itself.
 * What it takes from the group must be the value itself: a view of it (transposed, say) is only there after the pass.
 */
function canJoin(
  group: OpenGroup,
  node: GraphNode,
  needed: ReadonlySet<OpenGroup>,
  bufferOf: (value: Value) => Value,
): boolean {
  if (node.inputs.some((value) => bufferOf(value) !== value && group.made.has(bufferOf(value)))) return false;
  for (const other of needed) if (other !== group && other.reaches(group)) return false;
  return true;
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
