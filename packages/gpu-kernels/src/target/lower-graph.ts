import {
  type Graph,
  type GraphNode,
  type Group,
  planProgram,
  type ProgramPlan,
  type Space,
  stridesOver,
  type Value,
} from "@adjoint/compile";
import { contiguousStrides, type Shape, sameShape, sizeOf } from "@adjoint/tensor";
import type { Backend, Launch, Plan, Slot } from "../backends/backend.ts";
import { elementwiseSource, reaches, type Step } from "../kernels/elementwise-source.ts";
import { scatterFromWindowsSource, type WindowAxis } from "../kernels/indexing-sources.ts";
import { numberText } from "../kernels/number-text.ts";
import type { Factor } from "../kernels/product.ts";
import { type Fold, folds, partialReductionSource, partsOf, reductionSource } from "../kernels/reduction-source.ts";
import { arraySource, type Source, uniformSource } from "../kernels/source.ts";
import { writeKernel } from "../kernels/write-kernel.ts";
import { checkGraph } from "./check-graph.ts";
import { elementwiseOperation } from "./elementwise-operation.ts";
import { roleOf } from "./loop-role.ts";
import { type MakeSource, primitiveSources } from "./primitive-sources.ts";

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
  readonly #backend: Backend;
  readonly #plan: ProgramPlan;
  readonly #lengths: number[] = [];
  readonly #constants = new Map<Slot, Float32Array>();
  readonly #launches: Launch[] = [];
  /** The array that holds the elements of a value. */
  readonly #arrays = new Map<Value, Slot>();
  /** Values that are computed where they are read. */
  readonly #inlined = new Map<Value, Source>();
  readonly #onHost: ReadonlySet<Value>;
  readonly #scalars: Value[] = [];
  readonly #scalarsSlot: Slot;
  readonly #readers: ReadonlyMap<Value, ReadonlySet<Group>>;

  constructor(graph: Graph, backend: Backend) {
    this.#graph = graph;
    this.#backend = backend;
    checkGraph(graph, backend.name);
    this.#plan = planProgram(graph, { roleOf: (node) => roleOf(graph, node) });
    this.#onHost = new Set(this.#plan.hostNodes.flatMap(({ inputs, outputs }) => [...inputs, ...outputs]));
    this.#scalarsSlot = this.#newSlot(0);
    this.#readers = this.#findReaders();
  }

  lower(): LoweredGraph {
    const { inputs, outputs } = this.#graph;
    const arrays = inputs.flatMap(({ value }, i) => (this.#onHost.has(value) ? [] : [i]));
    const slots = arrays.map((i) => this.#arrayOf(inputs[i]!.value));
    for (const group of this.#plan.steps) this.#lowerStep(group);
    const made: Slot[] = [];
    const results = outputs.map(({ value }) => this.#resultOf(value, made));
    this.#lengths[this.#scalarsSlot] = this.#scalars.length;
    const plan = {
      lengths: this.#lengths,
      inputs: this.#scalars.length > 0 ? [this.#scalarsSlot, ...slots] : slots,
      constants: this.#constants,
      launches: this.#launches,
      outputs: made,
    };
    return { plan, hostNodes: this.#plan.hostNodes, scalars: this.#scalars, arrays, results };
  }

  /** For each value that holds elements, the steps that read them. */
  #findReaders(): Map<Value, Set<Group>> {
    const readers = new Map<Value, Set<Group>>();
    for (const group of this.#plan.steps)
      for (const value of group.nodes.flatMap(({ inputs }) => inputs)) {
        const { buffer } = this.#plan.layouts[value]!;
        if (group.nodes.some(({ outputs }) => outputs.includes(buffer))) continue; // its own
        const known = readers.get(buffer);
        if (known) known.add(group);
        else readers.set(buffer, new Set([group]));
      }
    return readers;
  }

  #lowerStep(group: Group): void {
    const [node] = group.nodes as [GraphNode]; // no group is empty
    const isView = node.primitive.kind === "view"; // what strides could not express: a copy in row-major order
    if (isView) return this.#launch(node.outputs[0]!, this.#sourceOf(node.inputs[0]!));
    if (this.#launchNative(node)) return;
    if (!elementwiseOperation(this.#graph, node)) return this.#make(node.outputs[0]!, this.#sourceOfNode(node), group);
    const kept = resultsOf(group, this.#plan).filter((value) => !this.#arrays.has(value));
    for (const value of kept) this.#make(value, this.#sourceOfGroup(group, value), group, kept.length);
  }

  /** Launches the kernel that the backend has of its own for an operation, if it has one. */
  #launchNative({ primitive, inputs, outputs }: GraphNode): boolean {
    const [a, b] = primitive.name === "matmul" ? inputs.map((value) => this.#factorOf(value)) : [];
    if (!a || !b) return false;
    const { shape } = this.#graph.values[outputs[0]!]!;
    const [rows, columns] = shape.slice(-2) as [number, number]; // a product has both
    const depth = this.#graph.values[inputs[0]!]!.shape.at(-1)!;
    const product = { lead: shape.slice(0, -2), rows, depth, columns, a: a.factor, b: b.factor };
    const kernel = sizeOf(shape) > 0 && this.#backend.product?.(product);
    if (!kernel) return false;
    const output = this.#newSlot(sizeOf(shape));
    this.#arrays.set(outputs[0]!, output);
    this.#launches.push({ kernel, inputs: [a.array, b.array], output });
    return true;
  }

  /** Matrices that are in an array; undefined where they are computed when they are read. */
  #factorOf(value: Value): { readonly array: Slot; readonly factor: Factor } | undefined {
    const { buffer, strides, offset } = this.#plan.layouts[value]!;
    if (this.#inlined.has(buffer) || this.#onHost.has(buffer)) return undefined;
    const [row, column] = strides.slice(-2) as [number, number]; // of a matrix
    return { array: this.#arrayOf(buffer), factor: { row, column, lead: strides.slice(0, -2), offset } };
  }

  /** Lets the only reader of a value compute it, or launches a kernel for it. */
  #make(value: Value, source: Source, group: Group, made = 1): void {
    if (made === 1 && this.#isInlined(value, group)) this.#inlined.set(value, source);
    else this.#launch(value, source);
  }

  #isInlined(value: Value, maker: Group): boolean {
    if (this.#graph.outputs.some((port) => this.#plan.layouts[port.value]!.buffer === value)) return false;
    const [reader, ...others] = this.#readers.get(value) ?? [];
    if (!reader || others.length > 0) return false;
    const inputs = reader.nodes.flatMap((node) => node.inputs).filter((v) => this.#plan.layouts[v]!.buffer === value);
    if (!inputs.every((input) => input === value)) return false;
    const [first] = reader.nodes as [GraphNode]; // no group is empty
    // each element of what a reduction or an elementwise pass reads is read once
    const { shape } = this.#graph.values[value]!;
    const isOver = ({ space }: Group): boolean => space !== undefined && sameShape(space.shape, shape);
    if (REDUCTIONS.has(first.primitive.name)) return isOver(maker);
    return isOver(reader) && resultsOf(reader, this.#plan).length === 1;
  }

  #launch(value: Value, source: Source): void {
    const slot = this.#newSlot(sizeOf(this.#graph.values[value]!.shape));
    this.#arrays.set(value, slot);
    this.#launchInto(slot, source);
  }

  #launchInto(slot: Slot, source: Source): void {
    if (this.#lengths[slot] === 0) {
      this.#constants.set(slot, new Float32Array(0));
      return;
    }
    const { kernel, inputs } = writeKernel(this.#backend.dialect, source);
    this.#launches.push({ kernel, inputs, output: slot });
  }

  #newSlot(length: number): Slot {
    const { longestArray } = this.#backend.limits;
    if (length > longestArray)
      throw new RangeError(
        `${this.#backend.name}: an array has at most ${longestArray} elements, got ${length}; make batches smaller?`,
      );
    return this.#lengths.push(length) - 1;
  }

  #sourceOfNode(node: GraphNode): Source {
    const { primitive, inputs, attributes } = node;
    const fromWindows = this.#scatterFromWindows(node);
    if (fromWindows) return fromWindows;
    const make = primitiveSources[primitive.name]!; // checked before
    const operands = inputs.map((value) => this.#sourceOf(value));
    const fold = folds[primitive.name];
    if (fold) return this.#reduced(fold, operands[0]!, (attributes as { readonly axes: Shape }).axes); // the reductions'
    return make(this.#inFewArrays(operands, make, attributes), attributes);
  }

  /** The gradient of a pool: values that go back to where in their windows the largest elements were. */
  #scatterFromWindows({ primitive, inputs }: GraphNode): Source | undefined {
    if (primitive.name !== "scatterAddInRows") return undefined;
    const [indices, values] = inputs as [Value, Value]; // of this primitive
    const { buffer } = this.#plan.layouts[indices]!;
    const maker = this.#graph.nodes.find(({ outputs }) => outputs.includes(buffer));
    if (maker?.primitive.name !== "windowArgMax" || !this.#isInOrder(indices)) return undefined;
    const { axes } = maker.attributes as { readonly axes: readonly WindowAxis[] }; // of that primitive
    const spatial = this.#graph.values[maker.inputs[0]!]!.shape.slice(-axes.length);
    const windows = sizeOf(axes.map(({ size }) => size));
    if (this.#graph.values[indices]!.shape.at(-1) !== windows) return undefined;
    return scatterFromWindowsSource(this.#sourceOf(indices), this.#sourceOf(values), axes, spatial);
  }

  /** Is a value all of its buffer, in the same order? */
  #isInOrder(value: Value): boolean {
    const { buffer, strides, offset } = this.#plan.layouts[value]!;
    const { shape } = this.#graph.values[value]!;
    const own = contiguousStrides(shape);
    const isAll = sizeOf(shape) === sizeOf(this.#graph.values[buffer]!.shape);
    return isAll && offset === 0 && shape.every((n, i) => n === 1 || strides[i] === own[i]);
  }

  /** A long reduction in two parts: few results would keep few threads busy, and long sums in float32 are not exact. */
  #reduced(fold: Fold, source: Source, axes: Shape): Source {
    const results = sizeOf(source.shape) / sizeOf(axes.map((axis) => source.shape[axis]!));
    const parts = partsOf(source, axes, results);
    if (!parts) return reductionSource(fold, source, axes);
    const partial = this.#materialized(partialReductionSource(fold, source, axes, parts));
    return reductionSource(fold, partial, [partial.shape.length - 1]);
  }

  /** Joins operands in parts where they are in more arrays than a kernel can read. */
  #inFewArrays(operands: readonly Source[], make: MakeSource, attributes: unknown): readonly Source[] {
    const { mostInputs } = this.#backend.limits;
    let left = operands;
    while (left.length > mostInputs)
      left = [this.#materialized(make(left.slice(0, mostInputs), attributes)), ...left.slice(mostInputs)];
    return left;
  }

  /** Computes a source now, into an array of its own. */
  #materialized(source: Source): Source {
    const slot = this.#newSlot(sizeOf(source.shape));
    this.#launchInto(slot, source);
    return arraySource(slot, source.shape, contiguousStrides(source.shape), 0);
  }

  /** A value that a group of elementwise operations makes, over the elements that they go over together. */
  #sourceOfGroup({ nodes, space }: Group, root: Value): Source {
    const bufferOf = (value: Value): Value => this.#plan.layouts[value]!.buffer;
    const made = new Set(nodes.flatMap(({ outputs }) => outputs));
    // what the group makes itself it reads in the order in which it is made
    const nameOf = (value: Value): Value => (made.has(bufferOf(value)) ? bufferOf(value) : value);
    const steps = new Map<Value, Step>();
    for (const node of nodes) {
      const output = node.outputs[0]!;
      // what is in memory already is read, not computed again
      if (this.#arrays.has(output)) continue;
      const operation = elementwiseOperation(this.#graph, node)!; // the group is made of those
      steps.set(output, { operation, inputs: node.inputs.map(nameOf), output });
    }
    const leaves = new Map<Value, Source>();
    for (const value of [...steps.values()].flatMap(({ inputs }) => inputs))
      if (!steps.has(value) && !leaves.has(value)) leaves.set(value, this.#sourceOver(space!, value)); // a loop has one
    return this.#withFewArrays(root, space!, steps, leaves);
  }

  /** Launches parts of what would read more arrays than a kernel can. */
  #withFewArrays(root: Value, space: Space, steps: Map<Value, Step>, leaves: Map<Value, Source>): Source {
    const { mostInputs } = this.#backend.limits;
    for (;;) {
      const whole = elementwiseSource(root, steps, leaves);
      if (whole.arrays.size <= mostInputs) return whole;
      const parts = new Map(leaves);
      for (const value of steps.keys())
        if (value !== root && reaches(root, value, steps)) parts.set(value, elementwiseSource(value, steps, leaves));
      const [part] = [...parts]
        .filter(([, { arrays }]) => arrays.size > 1 && arrays.size <= mostInputs)
        .sort(([, a], [, b]) => b.arrays.size - a.arrays.size);
      if (!part) throw new RangeError(`gpu-kernels: an operation reads more than ${mostInputs} arrays; split it?`);
      const [value, source] = part;
      this.#launch(value, source);
      steps.delete(value);
      this.#inlined.delete(value);
      leaves.set(value, this.#sourceOver(space, value));
    }
  }

  /** How the elements of a value are read. */
  #sourceOf(value: Value): Source {
    const { shape } = this.#graph.values[value]!;
    const known = this.#inlined.get(value);
    if (known) return known;
    if (this.#onHost.has(value)) return this.#scalarSource(value, shape);
    const { buffer, strides, offset } = this.#plan.layouts[value]!;
    if (this.#onHost.has(buffer)) return this.#scalarSource(buffer, shape);
    const uniform = this.#uniformNumber(value);
    if (uniform !== undefined) return uniformSource(numberText(uniform), shape);
    return arraySource(this.#arrayOf(buffer), shape, strides, offset);
  }

  /** How the elements of a value are read by a loop. */
  #sourceOver(space: Space, value: Value): Source {
    const source = this.#sourceOf(value);
    const over = (strides: Shape): Shape => stridesOver(space, source.shape, strides)!; // the loop was made so
    // what is computed here has the shape of the loop
    if (sameShape(source.shape, space.shape)) return source;
    return { ...source, shape: space.shape, strides: source.strides.map(over) };
  }

  #scalarSource(value: Value, shape: Shape): Source {
    let at = this.#scalars.indexOf(value);
    if (at < 0) at = this.#scalars.push(value) - 1;
    return arraySource(
      this.#scalarsSlot,
      shape,
      shape.map(() => 0),
      at,
    );
  }

  /** A finite number that is everywhere in a constant. */
  #uniformNumber(value: Value): number | undefined {
    const { buffer, strides, offset } = this.#plan.layouts[value]!;
    const view = this.#graph.constants.get(buffer)?.view;
    const { shape } = this.#graph.values[value]!;
    if (!view || sizeOf(shape) === 0 || !shape.every((n, i) => n === 1 || strides[i] === 0)) return undefined;
    const number = view.buffer[offset]!;
    return Number.isFinite(number) ? number : undefined;
  }

  /** The array of a value that holds elements: an input, a constant, or made before. */
  #arrayOf(value: Value): Slot {
    const known = this.#arrays.get(value);
    if (known !== undefined) return known;
    const constant = this.#graph.constants.get(value)?.view?.buffer;
    const slot = this.#newSlot(constant?.length ?? sizeOf(this.#graph.values[value]!.shape));
    if (constant) this.#constants.set(slot, Float32Array.from(constant));
    this.#arrays.set(value, slot);
    return slot;
  }

  #resultOf(value: Value, made: Slot[]): Result {
    const { values, constants, inputs } = this.#graph;
    if (this.#onHost.has(value)) return { kind: "host", value };
    if (constants.has(value)) return { kind: "constant", value };
    const input = inputs.findIndex((port) => port.value === value);
    if (input >= 0) return { kind: "input", index: input };
    let slot = this.#arrays.get(value);
    const isOwn = slot !== undefined && !made.includes(slot) && !this.#constants.has(slot);
    if (!isOwn) {
      slot = this.#newSlot(sizeOf(values[value]!.shape));
      this.#launchInto(slot, this.#sourceOf(value));
    }
    return { kind: "made", index: made.push(slot!) - 1 };
  }
}

/** What a group makes for others. */
const resultsOf = ({ nodes }: Group, { passing }: ProgramPlan): Value[] =>
  nodes.flatMap(({ outputs }) => outputs).filter((value) => !passing.has(value));

const REDUCTIONS: ReadonlySet<string> = new Set(Object.keys(folds));
