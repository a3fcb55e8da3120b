import { aligned, type Graph, type ProgramPlan, type Value } from "@adjoint/compile";
import { allocate, type DType, fromBuffer, type Numbers, sizeOf, type Tensor } from "@adjoint/tensor";
import * as i32 from "../emitter/i32.ts";
import type { Value as Code } from "../emitter/value.ts";
import type { Memory } from "../emitter/web-assembly.ts";
import type { Heap } from "../memory/heap.ts";
import type { Complaints } from "./complaints.ts";

/** Working memory: so many bytes for each of some threads. */
export interface Workspace {
  readonly bytes: number;
  readonly threads: number;
}

/** The memory of one program, a range of the heap: its arena, its constants and working memory, one behind the other. */
export class ProgramMemory {
  readonly bytes: number;
  /** What code may find wrong, where there is such code. */
  complaints: Complaints | undefined;
  readonly #graph: Graph;
  readonly #plan: ProgramPlan;
  readonly #heap: Heap;
  readonly #start: number;
  /** The working memory of the first thread. */
  readonly #workspace: number;
  readonly #workspaceBytes: number;
  readonly #constants: Map<Value, number> = new Map();
  readonly #onFree: (() => void)[] = [];

  constructor(graph: Graph, plan: ProgramPlan, { bytes: each, threads }: Workspace, heap: Heap) {
    this.#graph = graph;
    this.#plan = plan;
    this.#heap = heap;
    let bytes = aligned(plan.bytes);
    for (const [value, { view }] of graph.constants) {
      this.#constants.set(value, bytes);
      bytes += aligned(view!.buffer.byteLength); // a constant has values
    }
    this.#workspaceBytes = aligned(each);
    this.bytes = bytes + this.#workspaceBytes * threads;
    this.#start = this.reserve(this.bytes);
    this.#workspace = this.#start + bytes;
    for (const [value, { view, dtype }] of graph.constants) {
      const { buffer } = view!;
      this.#numbers(dtype, this.addressOf(value), buffer.length).set(buffer);
    }
  }

  get memory(): Memory {
    return this.#heap.memory;
  }

  /** The start of so many more bytes of the heap, which are given back with the others. */
  reserve(bytes: number): number {
    const start = this.#heap.allocate(bytes, this);
    this.onFree(() => this.#heap.free(start, this));
    return start;
  }

  /** Where the buffer of a value begins. */
  addressOf(value: Value): number {
    const { buffer } = this.#plan.layouts[value]!;
    return this.#start + (this.#constants.get(buffer) ?? this.#plan.slots.get(buffer)!.offset); // planned, or a constant
  }

  /** The memory that a value owns, for writing. It is where it is until the heap grows, as every view. */
  ownNumbers(value: Value): Numbers {
    const { shape, dtype } = this.#graph.values[value]!;
    return this.#numbers(dtype, this.addressOf(value), sizeOf(shape));
  }

  /** A value as a tensor that sees the memory: it shows what is there at the time it is read. */
  tensorAt(value: Value): Tensor {
    const spec = this.#graph.values[value]!;
    const { buffer, strides, offset } = this.#plan.layouts[value]!;
    const constant = this.#graph.constants.get(buffer);
    const size = constant ? constant.view!.buffer.length : sizeOf(this.#graph.values[buffer]!.shape);
    return fromBuffer(this.#numbers(spec.dtype, this.addressOf(value), size), spec, strides, offset);
  }

  /** The working memory of a thread. */
  workspaceOf(thread: Code<"i32">): Code<"i32"> {
    return i32.add(i32.const(this.#workspace), i32.multiply(thread, i32.const(this.#workspaceBytes)));
  }

  /** Calls `action` when the memory is given back. */
  onFree(action: () => void): void {
    this.#onFree.push(action);
  }

  free(): void {
    for (const action of this.#onFree) action();
  }

  #numbers(dtype: DType, address: number, length: number): Numbers {
    const { constructor } = allocate(dtype, 0);
    return new (constructor as NumbersAt)(this.memory.buffer, address, length); // that of a typed array
  }
}

type NumbersAt = new (buffer: ArrayBuffer, address: number, length: number) => Numbers;
