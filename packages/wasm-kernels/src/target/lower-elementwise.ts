import type { Graph, GraphNode, Value as GraphValue, Group, Layout, ProgramPlan } from "@adjoint/compile";
import type { Primitive } from "@adjoint/tensor";
import type { Value } from "../emitter/value.ts";
import type { Emit } from "./emit.ts";
import { type LaneOperation, laneOperations, maskOfNumber, maskOperations, numberOfMask } from "./lane-operations.ts";
import { mergedAxes } from "./merged-axes.ts";
import { bytesOf, type Compute, emitPass } from "./pass.ts";
import type { ProgramMemory } from "./program-memory.ts";

/** The operation on lanes for a node whose types are float32 and bool; undefined: there is none. */
function operationOf(graph: Graph, { primitive, inputs, outputs }: GraphNode): LaneOperation | undefined {
  const types = inputs.map((value) => graph.values[value]!.dtype);
  const result = graph.values[outputs[0]!]!.dtype;
  if (![...types, result].every((type) => type === "float32" || type === "bool")) return undefined;
  const areMasks = types.every((type) => type === "bool");
  if (isCast(primitive)) {
    if (areMasks) return (_, mask) => numberOfMask(mask);
    return result === "bool" ? (_, x) => maskOfNumber(x) : undefined;
  }
  if (areMasks) return maskOperations[primitive.name];
  const isWhere = types[0] === "bool" && types.length === 3;
  return isWhere || types.every((type) => type === "float32") ? laneOperations[primitive.name] : undefined;
}

const isCast = ({ name }: Primitive): boolean => name === "cast";

/** Can the node be a part of a pass? */
export const isFusable = (graph: Graph, node: GraphNode): boolean =>
  node.primitive.kind === "elementwise" && operationOf(graph, node) !== undefined;

/** Can a pass follow the operands of these operations through memory? */
export const isPass = (graph: Graph, { nodes }: Group, layouts: readonly Layout[]): boolean =>
  walkOf(graph, nodes, layouts).operands.every(({ isMask, steps }) => !isMask || [0, 1].includes(steps.at(-1) ?? 0));

/**
 * The code of a group of elementwise operations in one pass over memory: operands are loaded once, values that only the
 * group needs stay in registers. undefined where a pass cannot follow an operand.
 */
export function lowerElementwise(
  graph: Graph,
  group: Group,
  { layouts, passing }: ProgramPlan,
  memory: ProgramMemory,
): Emit | undefined {
  if (!isPass(graph, group, layouts)) return undefined;
  const { nodes } = group;
  const { lengths, operands } = walkOf(graph, nodes, layouts);
  const placed = operands.map(({ value, offset, ...operand }) => ({
    ...operand,
    value,
    address: memory.addressOf(value) + offset,
  }));
  const results = nodes
    .flatMap(({ outputs }) => outputs)
    .filter((value) => !passing.has(value))
    .map((value) => ({ value, address: memory.addressOf(value), isMask: isMask(graph, value) }));
  const compute: Compute = (body, load) => {
    const known = new Map<GraphValue, Value<"v128">>();
    for (const operand of placed) known.set(operand.value, body.let(load(operand)));
    for (const node of nodes) {
      const operation = operationOf(graph, node)!; // fused because it has one
      known.set(node.outputs[0]!, body.let(operation(body, ...node.inputs.map((value) => known.get(value)!))));
    }
    return known;
  };
  return (body) => emitPass(body, { lengths, operands: placed, results, compute });
}

const isMask = (graph: Graph, value: GraphValue): boolean => graph.values[value]!.dtype === "bool";

/** How a pass goes through memory: the lengths of its loops, outermost first, and the steps of its operands. */
function walkOf(graph: Graph, nodes: readonly GraphNode[], layouts: readonly Layout[]) {
  const made = new Set(nodes.flatMap(({ outputs }) => outputs));
  const read = [...new Set(nodes.flatMap(({ inputs }) => inputs))].filter((value) => !made.has(value));
  const { shape } = graph.values[nodes[0]!.outputs[0]!]!;
  const axes = mergedAxes(
    shape,
    read.map((value) => layouts[value]!.strides),
  );
  const operands = read.map((value, i) => {
    const byte = isMask(graph, value);
    const offset = layouts[value]!.offset * bytesOf({ isMask: byte });
    return { value, isMask: byte, offset, steps: axes.map(({ steps }) => steps[i]!) };
  });
  return { lengths: axes.map(({ length }) => length), operands };
}

/** A copy of float32 elements into their own order, as a pass of one operation. */
export function lowerCopy(
  graph: Graph,
  node: GraphNode,
  { layouts }: ProgramPlan,
  memory: ProgramMemory,
): Emit | undefined {
  const [from, to] = [node.inputs[0]!, node.outputs[0]!];
  const { shape, dtype } = graph.values[from]!;
  if (dtype !== "float32") return undefined;
  const { strides, offset } = layouts[from]!;
  const axes = mergedAxes(shape, [strides]);
  const operand = {
    value: from,
    isMask: false,
    address: memory.addressOf(from) + offset * bytesOf({ isMask: false }),
    steps: axes.map(({ steps }) => steps[0]!),
  };
  return (body) =>
    emitPass(body, {
      lengths: axes.map(({ length }) => length),
      operands: [operand],
      results: [{ value: to, isMask: false, address: memory.addressOf(to) }],
      compute: (inner, load) => new Map([[to, inner.let(load(operand))]]),
    });
}
