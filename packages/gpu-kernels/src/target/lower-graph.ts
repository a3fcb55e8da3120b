import {
  type Graph,
  type GraphNode,
  type Group,
  type ProgramPlan,
  planProgram,
  recompute,
  type Value,
} from "@adjoint/compile";
import { type Shape, sizeOf } from "@adjoint/tensor";
import type { Backend, Plan, Slot } from "../backends/backend.ts";
import { type Fold, folds, partialReductionSource, partsOf, reductionSource } from "../kernels/reduction-source.ts";
import type { Source } from "../kernels/source.ts";
import { checkGraph } from "./check-graph.ts";
import { elementwiseOperation } from "./elementwise-operation.ts";
import { GraphValues } from "./graph-values.ts";
import { groupSource } from "./group-source.ts";
import { roleOf } from "./loop-role.ts";
import { onlyReaders, resultsOf } from "./only-reader.ts";
import { PlanWriter } from "./plan-writer.ts";
import { type MakeSource, primitiveSources } from "./primitive-sources.ts";
import { specialLowerings } from "./special-lowerings.ts";
import { windowScatter } from "./window-scatter.ts";

/** Where an output of a graph comes from. */
export type Result =
  | { readonly kind: "made"; readonly index: number }
  | { readonly kind: "input"; readonly index: number }
  | { readonly kind: "host" | "constant"; readonly value: Value };

/** A graph as a plan for a backend. */
export interface LoweredGraph {
  readonly plan: Plan;
  /** Scalars that are computed ahead on the host, in order. */
  readonly hostNodes: readonly GraphNode[];
  /** Host scalars that kernels read: where there are any, the first input of the plan holds them, in this order. */
  readonly scalars: readonly Value[];
  /** The inputs of the graph that are the others of the plan, in order. */
  readonly arrays: readonly number[];
  readonly results: readonly Result[];
}

/** @throws DTypeError for float64 arguments and results; TypeError for an operation without a kernel. */
export const lowerGraph = (graph: Graph, backend: Backend): LoweredGraph => new Lowering(graph, backend).lower();

class Lowering {
  readonly #graph: Graph;
  readonly #plan: ProgramPlan;
  readonly #writer: PlanWriter;
  readonly #values: GraphValues;
  readonly #hasOnlyReader: (value: Value, maker: Group) => boolean;

  constructor(graph: Graph, backend: Backend) {
    checkGraph(graph, backend.name);
    this.#graph = graph;
    this.#plan = planProgram(graph, { roleOf: (node) => roleOf(graph, node), refine: recompute });
    this.#writer = new PlanWriter(backend);
    this.#values = new GraphValues(graph, this.#plan, this.#writer);
    this.#hasOnlyReader = onlyReaders(graph, this.#plan);
  }

  lower(): LoweredGraph {
    const { inputs, outputs } = this.#graph;
    const values = this.#values;
    const arrays = inputs.flatMap(({ value }, i) => (values.isOnHost(value) ? [] : [i]));
    const given = arrays.map((i) => values.arrayOf(inputs[i]!.value));
    for (const group of this.#plan.steps) this.#lowerStep(group);
    const made: Slot[] = [];
    const results = outputs.map(({ value }) => this.#resultOf(value, made));
    const { scalars, scalarsArray } = values;
    this.#writer.setLength(scalarsArray, scalars.length);
    const plan = this.#writer.finish(scalars.length > 0 ? [scalarsArray, ...given] : given, made);
    return { plan, hostNodes: this.#plan.hostNodes, scalars, arrays, results };
  }

  #lowerStep(group: Group): void {
    const [node] = group.nodes as [GraphNode]; // no group is empty
    const output = node.outputs[0]!;
    const isView = node.primitive.kind === "view"; // what strides could not express: a copy in row-major order
    if (isView) return this.#values.compute(output, this.#values.sourceOf(node.inputs[0]!));
    if (specialLowerings[node.primitive.name]?.(this.#graph, node, this.#values, this.#writer)) return;
    if (!elementwiseOperation(this.#graph, node)) return this.#make(output, this.#sourceOfNode(node), group);
    const kept = resultsOf(group, this.#plan).filter((value) => this.#values.knownArrayOf(value) === undefined);
    const { mostInputs } = this.#writer.backend.limits;
    for (const value of kept)
      this.#make(
        value,
        groupSource(this.#graph, this.#plan, group, this.#values, value, mostInputs),
        group,
        kept.length,
      );
  }

  /** Lets the only reader of a value compute it, or launches a kernel for it. */
  #make(value: Value, source: Source, group: Group, made = 1): void {
    if (made === 1 && this.#hasOnlyReader(value, group)) this.#values.inline(value, source);
    else this.#values.compute(value, source);
  }

  #sourceOfNode(node: GraphNode): Source {
    const { primitive, inputs, attributes } = node;
    const fromWindows = windowScatter(this.#graph, this.#plan, node, this.#values);
    if (fromWindows) return fromWindows;
    const make = primitiveSources[primitive.name]!; // checked before
    const operands = inputs.map((value) => this.#values.sourceOf(value));
    const fold = folds[primitive.name];
    if (fold) return this.#reduced(fold, operands[0]!, (attributes as { readonly axes: Shape }).axes); // the reductions'
    return make(this.#inFewArrays(operands, make, attributes), attributes);
  }

  /** A long reduction in two parts: few results would keep few threads busy, and long sums in float32 are not exact. */
  #reduced(fold: Fold, source: Source, axes: Shape): Source {
    const results = sizeOf(source.shape) / sizeOf(axes.map((axis) => source.shape[axis]!));
    const parts = partsOf(source, axes, results);
    if (!parts) return reductionSource(fold, source, axes);
    const partial = this.#writer.materialized(partialReductionSource(fold, source, axes, parts));
    return reductionSource(fold, partial, [partial.shape.length - 1]);
  }

  /** Joins operands in parts where they are in more arrays than a kernel can read. */
  #inFewArrays(operands: readonly Source[], make: MakeSource, attributes: unknown): readonly Source[] {
    const { mostInputs } = this.#writer.backend.limits;
    let left = operands;
    while (left.length > mostInputs)
      left = [this.#writer.materialized(make(left.slice(0, mostInputs), attributes)), ...left.slice(mostInputs)];
    return left;
  }

  #resultOf(value: Value, made: Slot[]): Result {
    const { values, constants, inputs } = this.#graph;
    if (this.#values.isOnHost(value)) return { kind: "host", value };
    if (constants.has(value)) return { kind: "constant", value };
    const input = inputs.findIndex((port) => port.value === value);
    if (input >= 0) return { kind: "input", index: input };
    let array = this.#values.knownArrayOf(value);
    const isOwn = array !== undefined && !made.includes(array) && !this.#writer.isConstant(array);
    if (!isOwn) {
      array = this.#writer.newArray(sizeOf(values[value]!.shape));
      this.#writer.compute(this.#values.sourceOf(value), array);
    }
    return { kind: "made", index: made.push(array!) - 1 };
  }
}
