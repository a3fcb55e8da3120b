import type { Graph, GraphNode, Value as GraphValue, Group, Layout, ProgramPlan } from "@adjoint/compile";
import type { Primitive } from "@adjoint/tensor";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import * as i32x4 from "../emitter/i32x4.ts";
import * as v128 from "../emitter/v128.ts";
import type { Local, Value } from "../emitter/value.ts";
import type { Emit } from "./emit.ts";
import { type LaneOperation, laneOperations, maskOfNumber, maskOperations, numberOfMask } from "./lane-operations.ts";
import { type Axis, mergedAxes } from "./merged-axes.ts";
import type { ProgramMemory } from "./program-memory.ts";

const LANES = 4;

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

/** How an operand is read along rows of the pass: element by element, or one for all of a row. */
interface Reading {
  readonly value: GraphValue;
  readonly isMask: boolean;
  /** In bytes, from where its buffer begins. */
  readonly offset: number;
  /** In elements. */
  readonly perRow: number;
  readonly isUniform: boolean;
}

interface Operand extends Reading {
  readonly address: number;
}

/** A pass: rows of elements that follow each other in the results. */
interface Pass {
  readonly rows: number;
  readonly width: number;
  readonly operands: readonly Operand[];
}

/** Can a pass follow the operands of these operations through memory? */
export const isPass = (graph: Graph, { nodes }: Group, layouts: readonly Layout[]): boolean =>
  walkOf(graph, nodes, layouts) !== undefined;

/**
 * The code of a group of elementwise operations in one pass over memory: operands are loaded once, values that only the
 * group needs stay in registers. undefined where a pass cannot follow an operand through memory.
 */
export function lowerElementwise(
  graph: Graph,
  { nodes }: Group,
  { layouts, passing }: ProgramPlan,
  memory: ProgramMemory,
): Emit | undefined {
  const walk = walkOf(graph, nodes, layouts);
  if (!walk) return undefined;
  const operands = walk.operands.map(
    (operand): Operand => ({ ...operand, address: memory.addressOf(operand.value) + operand.offset }),
  );
  const results = nodes
    .flatMap(({ outputs }) => outputs)
    .filter((value) => !passing.has(value))
    .map((value): Result => ({ value, address: memory.addressOf(value), isMask: isMask(graph, value) }));
  const compute: Compute = (body, load) => {
    const known = new Map<GraphValue, Value<"v128">>();
    for (const operand of operands) known.set(operand.value, body.let(load(operand)));
    for (const node of nodes) {
      const operation = operationOf(graph, node)!; // fused because it has one
      known.set(node.outputs[0]!, body.let(operation(body, ...node.inputs.map((value) => known.get(value)!))));
    }
    return known;
  };
  return (body) => emitPass(body, { ...walk, operands }, results, compute);
}

interface Result {
  readonly value: GraphValue;
  readonly address: number;
  readonly isMask: boolean;
}

const isMask = (graph: Graph, value: GraphValue): boolean => graph.values[value]!.dtype === "bool";

/** Elements of one byte or of four. */
const bytesOf = ({ isMask: isByte }: { readonly isMask: boolean }): number => (isByte ? 1 : 4);

/** How a pass goes through memory; undefined where it cannot. */
function walkOf(
  graph: Graph,
  nodes: readonly GraphNode[],
  layouts: readonly Layout[],
): { readonly rows: number; readonly width: number; readonly operands: readonly Reading[] } | undefined {
  const made = new Set(nodes.flatMap(({ outputs }) => outputs));
  const read = [...new Set(nodes.flatMap(({ inputs }) => inputs))].filter((value) => !made.has(value));
  const { shape } = graph.values[nodes[0]!.outputs[0]!]!;
  const axes = mergedAxes(
    shape,
    read.map((value) => layouts[value]!.strides),
  );
  const still: Axis = { length: 1, steps: read.map(() => 0) };
  const inner = axes.at(-1) ?? still;
  const outer = axes.length > 1 ? axes[0]! : still;
  if (axes.length > 2 || inner.steps.some((step) => step !== 0 && step !== 1)) return undefined;
  const operands = read.map((value, i): Reading => {
    const byte = isMask(graph, value);
    return {
      value,
      isMask: byte,
      offset: layouts[value]!.offset * bytesOf({ isMask: byte }),
      perRow: outer.steps[i]!,
      isUniform: inner.steps[i] === 0,
    };
  });
  return { rows: outer.length, width: inner.length, operands };
}

type Compute = (body: FunctionBody, load: (operand: Operand) => Value<"v128">) => Map<GraphValue, Value<"v128">>;

function emitPass(body: FunctionBody, pass: Pass, results: readonly Result[], compute: Compute): void {
  if (pass.rows === 0 || pass.width === 0) return;
  const whole = Math.floor(pass.width / LANES) * LANES;
  body.for(i32.const(0), i32.const(pass.rows), 1, (row) => {
    const starts = new Map(pass.operands.map((operand) => [operand, body.let(rowStart(operand, row))]));
    const targets = results.map((result) =>
      body.let(i32.add(i32.const(result.address), i32.multiply(row, i32.const(pass.width * bytesOf(result))))),
    );
    const uniform = new Map(
      pass.operands
        .filter(({ isUniform }) => isUniform)
        .map((operand) => [operand, body.let(loadUniform(operand, starts.get(operand)!))]),
    );
    const loadAt =
      (at: Value<"i32">) =>
      (operand: Operand): Value<"v128"> =>
        uniform.get(operand) ?? loadLanes(operand, addressAt(starts.get(operand)!, at, operand));
    if (whole > 0)
      body.for(i32.const(0), i32.const(whole), LANES, (at) => {
        const values = compute(body, loadAt(at));
        results.forEach((result, i) => {
          storeLanes(body, result, addressAt(targets[i]!, at, result), values.get(result.value)!);
        });
      });
    if (whole === pass.width) return;
    // the rest of a row: lanes past its end hold whatever is there, and are not stored
    const at = i32.const(whole);
    const values = compute(body, loadAt(at));
    results.forEach((result, i) => {
      const address = body.let(addressAt(targets[i]!, at, result));
      const lanes = body.let(stored(result, values.get(result.value)!));
      for (let lane = 0; lane < pass.width - whole; lane++)
        body.do(
          result.isMask
            ? v128.store8Lane(address, lanes, lane, lane)
            : v128.store32Lane(address, lanes, lane, 4 * lane),
        );
    });
  });
}

const rowStart = (operand: Operand, row: Local<"i32">): Value<"i32"> =>
  i32.add(i32.const(operand.address), i32.multiply(row, i32.const(operand.perRow * bytesOf(operand))));

const addressAt = (start: Value<"i32">, at: Value<"i32">, of: { readonly isMask: boolean }): Value<"i32"> =>
  i32.add(start, i32.multiply(at, i32.const(bytesOf(of))));

/** The mask of four bytes of 0 or 1. */
const maskOfBytes = (bytes: Value<"v128">): Value<"v128"> =>
  i32x4.notEqual(i32x4.extendFirstBytes(bytes), i32x4.const(0));

const loadLanes = ({ isMask: isByte }: Operand, address: Value<"i32">): Value<"v128"> =>
  isByte ? maskOfBytes(v128.load32Zero(address)) : v128.load(address);

const loadUniform = ({ isMask: isByte }: Operand, address: Value<"i32">): Value<"v128"> =>
  isByte ? i32x4.notEqual(i32x4.splat(i32.load8Unsigned(address)), i32x4.const(0)) : v128.load32Splat(address);

/** Lanes in the form in which they stand in memory: numbers, or bytes of 0 and 1 in the first lanes. */
const stored = ({ isMask: isByte }: Result, lanes: Value<"v128">): Value<"v128"> =>
  isByte ? i32x4.narrowToBytes(v128.and(lanes, i32x4.const(1))) : lanes;

function storeLanes(body: FunctionBody, result: Result, address: Value<"i32">, lanes: Value<"v128">): void {
  if (result.isMask) body.do(v128.store32Lane(address, stored(result, lanes), 0));
  else body.do(v128.store(address, lanes));
}
