import { type Graph, type ProgramPlan, type Space, stridesOver, type Value } from "@adjoint/compile";
import { contiguousStrides, sameShape, type Shape, sizeOf } from "@adjoint/tensor";
import type { Slot } from "../backends/backend.ts";
import { numberText } from "../kernels/number-text.ts";
import { arraySource, type Source, uniformSource } from "../kernels/source.ts";
import type { PlanWriter } from "./plan-writer.ts";

/** An array, and where in it the elements of a value are. */
export interface Placed {
  readonly array: Slot;
  readonly strides: Shape;
  readonly offset: number;
}

/** How kernels read the values of a graph: from arrays, from scalars of the host, or computed where they are read. */
export class GraphValues {
  readonly #graph: Graph;
  readonly #plan: ProgramPlan;
  readonly #writer: PlanWriter;
  /** The array that holds the elements of a value. */
  readonly #arrays = new Map<Value, Slot>();
  readonly #inlined = new Map<Value, Source>();
  readonly #onHost: ReadonlySet<Value>;
  /** Scalars of the host that kernels read, in the order in which `scalarsArray` holds them. */
  readonly scalars: Value[] = [];
  readonly scalarsArray: Slot;

  constructor(graph: Graph, plan: ProgramPlan, writer: PlanWriter) {
    this.#graph = graph;
    this.#plan = plan;
    this.#writer = writer;
    this.#onHost = new Set(plan.hostNodes.flatMap(({ inputs, outputs }) => [...inputs, ...outputs]));
    this.scalarsArray = writer.newArray(0);
  }

  isOnHost(value: Value): boolean {
    return this.#onHost.has(value);
  }

  /** The array that a value was computed into, or comes in; undefined: there is none as yet. */
  knownArrayOf(value: Value): Slot | undefined {
    return this.#arrays.get(value);
  }

  /** The array of a value that holds elements: an input, a constant, or computed before. */
  arrayOf(value: Value): Slot {
    const known = this.#arrays.get(value);
    if (known !== undefined) return known;
    const constant = this.#graph.constants.get(value)?.view?.buffer;
    if (!constant) return this.newArrayOf(value);
    const array = this.#writer.constant(Float32Array.from(constant));
    this.#arrays.set(value, array);
    return array;
  }

  /** A new array for the elements of a value. */
  newArrayOf(value: Value): Slot {
    const array = this.#writer.newArray(sizeOf(this.#graph.values[value]!.shape));
    this.#arrays.set(value, array);
    return array;
  }

  /** Computes a value into an array of its own. */
  compute(value: Value, source: Source): void {
    this.#inlined.delete(value);
    this.#writer.compute(source, this.newArrayOf(value));
  }

  /** From now on a value is computed where it is read. */
  inline(value: Value, source: Source): void {
    this.#inlined.set(value, source);
  }

  /** Where the elements of a value are; undefined where they are in no array. */
  placeOf(value: Value): Placed | undefined {
    const { buffer, strides, offset } = this.#plan.layouts[value]!;
    if (this.#inlined.has(buffer) || this.#onHost.has(buffer)) return undefined;
    return { array: this.arrayOf(buffer), strides, offset };
  }

  /** Is a value all of its buffer, in the same order? */
  isInOrder(value: Value): boolean {
    const { buffer, strides, offset } = this.#plan.layouts[value]!;
    const { shape } = this.#graph.values[value]!;
    const own = contiguousStrides(shape);
    const isAll = sizeOf(shape) === sizeOf(this.#graph.values[buffer]!.shape);
    return isAll && offset === 0 && shape.every((n, i) => n === 1 || strides[i] === own[i]);
  }

  /** How the elements of a value are read. */
  sourceOf(value: Value): Source {
    const { shape } = this.#graph.values[value]!;
    const known = this.#inlined.get(value);
    if (known) return known;
    if (this.#onHost.has(value)) return this.#scalarSource(value, shape);
    const { buffer, strides, offset } = this.#plan.layouts[value]!;
    if (this.#onHost.has(buffer)) return this.#scalarSource(buffer, shape);
    const uniform = this.#uniformNumber(value);
    if (uniform !== undefined) return uniformSource(numberText(uniform), shape);
    return arraySource(this.arrayOf(buffer), shape, strides, offset);
  }

  /** How the elements of a value are read by a loop. */
  sourceOver(space: Space, value: Value): Source {
    const source = this.sourceOf(value);
    const over = (strides: Shape): Shape => stridesOver(space, source.shape, strides)!; // the loop was made so
    // what is computed here has the shape of the loop
    if (sameShape(source.shape, space.shape)) return source;
    return { ...source, shape: space.shape, strides: source.strides.map(over) };
  }

  #scalarSource(value: Value, shape: Shape): Source {
    let at = this.scalars.indexOf(value);
    if (at < 0) at = this.scalars.push(value) - 1;
    return arraySource(
      this.scalarsArray,
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
}
