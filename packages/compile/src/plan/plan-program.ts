import { type Spec, sizeOf } from "@adjoint/tensor";
import type { Graph, GraphNode, Value } from "../graph.ts";
import { endProducts } from "./end-products.ts";
import { type Fusion, fuseLoops, type Group } from "./fuse-loops.ts";
import { type Layout, layOut } from "./layouts.ts";
import { pairDonated } from "./pair-donated.ts";
import { type Lifetime, planMemory } from "./plan-memory.ts";
import { type Traffic, trafficOf } from "./traffic-of.ts";
import { writeInPlace } from "./write-in-place.ts";

/** Memory of a program. */
export interface Slot {
  /** In bytes, from the beginning of the arena. */
  readonly offset: number;
  readonly bytes: number;
}

/** How a target runs a graph: what is done in which order, and where every value is. */
export interface ProgramPlan {
  /** Scalars that are computed on the host ahead of the steps, in order. */
  readonly hostNodes: readonly GraphNode[];
  /** What comes after, in order; a group of several nodes is one loop over elements. */
  readonly steps: readonly Group[];
  /** For each value the one whose memory holds it, and where in it. */
  readonly layouts: readonly Layout[];
  /** The memory of each value that has its own and is no constant. */
  readonly slots: ReadonlyMap<Value, Slot>;
  /** The size of the arena. */
  readonly bytes: number;
  /** Values that a group makes only for itself: they need no memory where a loop keeps them in registers. */
  readonly passing: ReadonlySet<Value>;
  /** For some outputs, by their number, the donated input whose memory they are in after a run. */
  readonly resident: ReadonlyMap<number, Value>;
  /** Those of them that must be copied there when all else is done, since the input was still needed. */
  readonly moves: readonly Move[];
  /** The first step that writes over a donated input; without one, the number of steps. */
  readonly firstOverwrite: number;
}

/** A value that is to be copied into the memory of another one. */
export interface Move {
  readonly from: Value;
  readonly to: Value;
}

/**
 * Plans a graph for a target: movement becomes strides, operations that the target can do in one loop become one,
 * and all values share one arena, where a loop may write over an input that dies in it. Inputs keep their memory from run to
 * run; results that take the place of donated ones are made in it.
 */
export function planProgram(graph: Graph, fusion: Fusion, donated: ReadonlySet<Value> = new Set()): ProgramPlan {
  const hostNodes = graph.nodes.filter(({ isOnHost }) => isOnHost);
  const { layouts, nodes } = layOut({ ...graph, nodes: graph.nodes.filter(({ isOnHost }) => !isOnHost) });
  const bufferOf = (value: Value): Value => layouts[value]!.buffer;
  const roles = new Map(nodes.map((node) => [node, fusion.roleOf(node)])); // each is asked for several times
  const known: Fusion = { roleOf: (node) => roles.get(node) };
  const fused = fuseLoops(graph, nodes, known, layouts);
  const loops = fusion.refine?.(graph, fused, known, layouts) ?? fused;
  const steps = endProducts(graph, loops, known, layouts);
  const traffic = trafficOf(steps, layouts);
  const uses = usesOf(graph, traffic, bufferOf);
  const given = new Set(graph.inputs.map(({ value }) => value));
  const resident = pairDonated(graph, donated, (value) => bufferOf(value) === value && !given.has(value));
  const inPlace = writeInPlace(graph, steps, layouts, resident, uses);
  const passing = passingValues(graph, steps, traffic, bufferOf, inPlace);
  const owners = shareDyingInputs(graph, steps, traffic, layouts, uses, passing, inPlace);
  for (const value of given) uses.get(value)!.to = steps.length;
  const held = [...uses.keys()].filter((value) => !graph.constants.has(value) && !passing.has(value));
  const { slots, bytes } = place(graph, held, uses, owners);
  const moves = [...resident]
    .map(([output, to]) => ({ from: graph.outputs[output]!.value, to }))
    .filter(({ from, to }) => from !== to && !inPlace.has(from));
  const firstOverwrite = Math.min(steps.length, ...[...inPlace.keys()].map((value) => uses.get(value)!.from));
  return { hostNodes, steps, layouts, slots, bytes, passing, resident, moves, firstOverwrite };
}

/** The first and the last step that touch a value's memory; inputs are there before all, outputs stay. */
export interface Use {
  from: number;
  to: number;
}

const BEFORE = -1;

function usesOf(graph: Graph, steps: readonly Traffic[], bufferOf: (value: Value) => Value): Map<Value, Use> {
  const uses = new Map<Value, Use>();
  const touch = (value: Value, step: number): void => {
    const buffer = bufferOf(value);
    const use = uses.get(buffer);
    if (!use) uses.set(buffer, { from: step, to: step });
    else use.to = Math.max(use.to, step);
  };
  for (const { value } of graph.inputs) touch(value, BEFORE);
  for (const node of graph.nodes) if (node.isOnHost) for (const value of node.outputs) touch(value, BEFORE);
  steps.forEach(({ made, reads }, step) => {
    for (const value of made) if (!uses.has(value)) touch(value, step);
    for (const value of reads) touch(value, step);
  });
  for (const { value } of graph.outputs) touch(value, steps.length);
  return uses;
}

/** Made and used up inside one group. */
function passingValues(
  graph: Graph,
  steps: readonly Group[],
  traffic: readonly Traffic[],
  bufferOf: (value: Value) => Value,
  inPlace: ReadonlyMap<Value, Value>,
): Set<Value> {
  const stored = new Set(graph.outputs.map(({ value }) => bufferOf(value)));
  for (const { reads } of traffic) for (const value of reads) stored.add(bufferOf(value));
  const passing = new Set<Value>();
  steps.forEach(({ nodes, product }, step) => {
    if (nodes.length < 2) return;
    const { made } = traffic[step]!;
    // a product is made in the memory of a result, unless that holds what the results are made of
    const [raw] = product?.outputs ?? [];
    const canHold = (value: Value): boolean => stored.has(value) && graph.values[value]!.dtype === "float32";
    const needsOwn = !made.some(canHold) || made.some((value) => inPlace.has(value));
    for (const value of made) if (!stored.has(value) && !(value === raw && needsOwn)) passing.add(value);
  });
  return passing;
}

/** A result of a loop takes the memory of an input that dies there, if both are read and written in the same order. */
function shareDyingInputs(
  graph: Graph,
  steps: readonly Group[],
  traffic: readonly Traffic[],
  layouts: readonly Layout[],
  uses: ReadonlyMap<Value, Use>,
  passing: ReadonlySet<Value>,
  inPlace: ReadonlyMap<Value, Value>,
): ReadonlyMap<Value, Value> {
  const owners = new Map<Value, Value>(inPlace);
  const ownerOf = (value: Value): Value => owners.get(value) ?? value;
  steps.forEach(({ nodes, space }, step) => {
    if (!space) return;
    const elementwise = nodes.filter(({ primitive }) => primitive.kind === "elementwise");
    const { reads } = traffic[step]!;
    const free = [...new Set(reads.map((value) => layouts[value]!.buffer))].filter(
      (buffer) =>
        !graph.constants.has(buffer) &&
        uses.get(buffer)!.to === step &&
        // what the caller passed stays as it is
        uses.get(buffer)!.from !== BEFORE &&
        !inPlace.has(buffer) &&
        reads.every((value) => layouts[value]!.buffer !== buffer || value === buffer),
    );
    // results of reductions may be written before all rows are read
    for (const value of elementwise.flatMap(({ outputs }) => outputs)) {
      if (passing.has(value) || owners.has(value)) continue;
      const at = free.findIndex((buffer) => isAlike(graph, buffer, value));
      if (at < 0) continue;
      const [buffer] = free.splice(at, 1);
      owners.set(value, ownerOf(buffer!));
    }
  });
  return owners;
}

function isAlike({ values }: Graph, a: Value, b: Value): boolean {
  const [first, second] = [values[a]!, values[b]!];
  return bytesOf(first) === bytesOf(second) && sizeOf(first.shape) === sizeOf(second.shape);
}

function place(
  { values }: Graph,
  held: readonly Value[],
  uses: ReadonlyMap<Value, Use>,
  owners: ReadonlyMap<Value, Value>,
): { slots: Map<Value, Slot>; bytes: number } {
  const lifetimes = new Map<Value, Lifetime>();
  for (const value of held) {
    const owner = owners.get(value) ?? value;
    const { from, to } = uses.get(value)!;
    const known = lifetimes.get(owner);
    lifetimes.set(owner, {
      bytes: bytesOf(values[owner]!),
      from: Math.min(from, known?.from ?? from),
      to: Math.max(to, known?.to ?? to),
    });
  }
  const { offsets, bytes } = planMemory([...lifetimes.values()]);
  const owned = new Map(
    [...lifetimes].map(([owner, lifetime], i) => [owner, { offset: offsets[i]!, bytes: lifetime.bytes }]),
  );
  return { slots: new Map(held.map((value) => [value, owned.get(owners.get(value) ?? value)!])), bytes };
}

const bytesOf = ({ shape, dtype }: Spec): number =>
  sizeOf(shape) * (dtype === "float64" ? 8 : dtype === "float32" || dtype === "int32" ? 4 : 1);
