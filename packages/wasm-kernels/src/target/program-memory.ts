import type { Graph, ProgramPlan, Value } from "@adjoint/compile";
import { ALIGNMENT } from "@adjoint/compile";
import { type DType, fromBuffer, type Numbers, sizeOf, type Tensor } from "@adjoint/tensor";
import * as i32 from "../emitter/i32.ts";
import type { Value as Code } from "../emitter/value.ts";
import type { Memory } from "../emitter/web-assembly.ts";
import type { Heap } from "../memory/heap.ts";
import { COMPLAINT_BYTES, Complaints } from "./complaints.ts";
import type { Range } from "./shared-sequence.ts";

const aligned = (bytes: number): number => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;

/** Working memory: so many bytes for each of some threads. */
export interface Workspace {
  readonly bytes: number;
  readonly threads: number;
}

/** The memory of one program, a range of the heap: its arena, its constants and working memory, one behind the other. */
export class ProgramMemory {
  readonly bytes: number;
  readonly #graph: Graph;
  readonly #plan: ProgramPlan;
  readonly #heap: Heap;
  readonly #start: number;
  readonly #onFree: (() => void)[] = [];
  readonly #constants: Map<Value, number> = new Map();

  readonly #workspaceBytes: number;
  readonly #complaints: Complaints = new Complaints();
  /** Where operations find the working memory that was asked for: that of the first thread. */
  readonly workspace: number;

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
    this.bytes = bytes + this.#workspaceBytes * threads + COMPLAINT_BYTES;
    this.#start = heap.allocate(this.bytes, this);
    this.workspace = this.#start + bytes;
    this.#words().fill(0);
    for (const [value, { view, dtype }] of graph.constants) {
      const { buffer } = view!;
      this.#numbers(dtype, this.addressOf(value), buffer.length).set(buffer);
    }
  }

  get memory(): Memory {
    return this.#heap.memory;
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
    return i32.add(i32.const(this.workspace), i32.multiply(thread, i32.const(this.#workspaceBytes)));
  }

  /** Writes code that complains about an integer. */
  complaintAbout(errorOf: (value: number) => Error): ReturnType<Complaints["about"]> {
    return this.#complaints.about(this.#complaintPlace, errorOf);
  }

  /** Throws what code complained about since it was last asked. */
  raiseComplaint(): void {
    this.#complaints.raise(this.#words());
  }

  get #complaintPlace(): number {
    return this.#start + this.bytes - COMPLAINT_BYTES;
  }

  #words(): Int32Array {
    return new Int32Array(this.memory.buffer, this.#complaintPlace, COMPLAINT_BYTES / 4);
  }

  /** What of the memory a value's buffer takes; a constant is only read, and in nobody's way. */
  rangeOf(value: Value): Range | undefined {
    const { buffer } = this.#plan.layouts[value]!;
    const slot = this.#plan.slots.get(buffer);
    return slot && { start: this.#start + slot.offset, end: this.#start + slot.offset + slot.bytes };
  }

  /** Calls `action` when the memory is given back. */
  onFree(action: () => void): void {
    this.#onFree.push(action);
  }

  free(): void {
    this.#heap.free(this.#start, this);
    for (const action of this.#onFree) action();
  }

  #numbers(dtype: DType, address: number, length: number): Numbers {
    const { buffer } = this.memory;
    if (dtype === "float32") return new Float32Array(buffer, address, length);
    if (dtype === "float64") return new Float64Array(buffer, address, length);
    return dtype === "int32" ? new Int32Array(buffer, address, length) : new Uint8Array(buffer, address, length);
  }
}
