import type { Graph, ProgramPlan, Value } from "@adjoint/compile";
import { ALIGNMENT } from "@adjoint/compile";
import { type DType, fromBuffer, type Numbers, sizeOf, type Tensor } from "@adjoint/tensor";
import { type Memory, webAssembly } from "../emitter/web-assembly.ts";

const PAGE = 65536;

/** The memory of one program: its arena, its constants and working memory, one behind the other. */
export class ProgramMemory {
  readonly memory: Memory;
  readonly #graph: Graph;
  readonly #plan: ProgramPlan;
  readonly #constants: Map<Value, number> = new Map();

  /** Where operations find the working memory that was asked for. */
  readonly workspace: number;

  constructor(graph: Graph, plan: ProgramPlan, workspaceBytes: number) {
    this.#graph = graph;
    this.#plan = plan;
    let bytes = plan.bytes;
    for (const [value, { view }] of graph.constants) {
      this.#constants.set(value, bytes);
      bytes += Math.ceil(view!.buffer.byteLength / ALIGNMENT) * ALIGNMENT; // a constant has values
    }
    this.workspace = bytes;
    bytes += workspaceBytes;
    // a vector may be read past the end of what is there
    const pages = Math.ceil((bytes + ALIGNMENT) / PAGE);
    this.memory = new (webAssembly().Memory)({ initial: pages, maximum: pages });
    for (const [value, { view, dtype }] of graph.constants) {
      const { buffer } = view!;
      this.#numbers(dtype, this.#constants.get(value)!, buffer.length).set(buffer);
    }
  }

  /** Where the buffer of a value begins. */
  addressOf(value: Value): number {
    const { buffer } = this.#plan.layouts[value]!;
    return this.#constants.get(buffer) ?? this.#plan.slots.get(buffer)!.offset; // planned, or a constant
  }

  /** The memory that a value owns, for writing. */
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

  #numbers(dtype: DType, address: number, length: number): Numbers {
    const { buffer } = this.memory;
    if (dtype === "float32") return new Float32Array(buffer, address, length);
    if (dtype === "float64") return new Float64Array(buffer, address, length);
    return dtype === "int32" ? new Int32Array(buffer, address, length) : new Uint8Array(buffer, address, length);
  }
}
