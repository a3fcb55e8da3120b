import { type Executable, type Graph, type GraphNode, interpreter, type Target, type Value } from "@adjoint/compile";
import type { Tensor } from "@adjoint/tensor";
import type { DeviceMemory } from "../backends/backend.ts";
import type { GpuDevice } from "../gpu-device.ts";
import { hasKernel } from "./check-graph.ts";
import { lowerGraph, type Result } from "./lower-graph.ts";
import { workAhead } from "./work-ahead.ts";

/**
 * The target that runs programs on a device. Results stay in its memory and come back as arguments without a copy; what
 * is read is copied out, by `await tensor.data()` on every backend and by `dataSync()` where a device answers at once
 * (webgl2, webasm). Numbers are float32; `int32` is exact up to 2^24. An index out of range gives NaN. Random numbers are
 * drawn on the host, the same as everywhere.
 *
 * @throws DTypeError for arrays of float64; TypeError for an operation without a kernel (sorting, linear algebra), both when
 * the program is made.
 * @example const step = compile(trainStep, { target: gpuTarget(device), donate: [0, 1] })
 */
export const gpuTarget = (device: GpuDevice): Target => ({
  name: device.name,
  build: (graph, donated = new Set()) => {
    const { ahead, program } = workAhead(graph, (node) => hasKernel(graph, node));
    const onDevice = new GpuProgram(device, program, donated);
    const onHost = ahead && interpreter.build(ahead);
    return {
      run: (inputs) => {
        const known = new Map(graph.inputs.map(({ value }, i) => [value, inputs[i]!]));
        onHost?.run(inputs).forEach((t, i) => known.set(ahead!.outputs[i]!.value, t)); // it was built from it
        const made = onDevice.run(program.inputs.map(({ value }) => known.get(value)!));
        let next = 0;
        return graph.outputs.map((port) => (program.outputs.includes(port) ? made[next++]! : known.get(port.value)!));
      },
      dispose: () => onDevice.dispose(),
    };
  },
});

class GpuProgram implements Executable {
  readonly #device: GpuDevice;
  readonly #graph: Graph;
  readonly #donated: ReadonlySet<Value>;
  readonly #lowered: ReturnType<typeof lowerGraph>;
  readonly #plan: ReturnType<GpuDevice["backend"]["prepare"]>;
  /** Arguments that were copied to the device for the last run: as likely as not they come again. */
  readonly #uploads = new Map<number, { readonly tensor: Tensor; readonly memory: DeviceMemory }>();

  constructor(device: GpuDevice, graph: Graph, donated: ReadonlySet<Value>) {
    device.check("compile");
    this.#device = device;
    this.#graph = graph;
    this.#donated = donated;
    this.#lowered = lowerGraph(graph, device.backend);
    this.#plan = device.backend.prepare(this.#lowered.plan);
  }

  run(inputs: readonly Tensor[]): readonly Tensor[] {
    this.#device.check("compile");
    const { arrays, scalars, results } = this.#lowered;
    const onHost = this.#hostScalars(inputs);
    const memories = arrays.map((i) => this.#memoryOf(i, inputs[i]!));
    const given = scalars.map((value) => onHost.get(value)!.item());
    const packed = given.length > 0 ? [this.#device.backend.upload(Float32Array.from(given))] : [];
    const made = this.#plan.run([...packed, ...memories]);
    for (const memory of packed) this.#device.backend.release(memory);
    const outputs = results.map((result, i) => this.#output(result, i, inputs, onHost, made));
    this.#releaseDonated(inputs);
    return outputs;
  }

  dispose(): void {
    for (const { memory } of this.#uploads.values()) this.#device.backend.release(memory);
    this.#uploads.clear();
    this.#plan.dispose();
  }

  /** Scalars that are known before the run. */
  #hostScalars(inputs: readonly Tensor[]): ReadonlyMap<Value, Tensor> {
    const { hostNodes, arrays } = this.#lowered;
    const known = new Map<Value, Tensor>(this.#graph.constants);
    this.#graph.inputs.forEach(({ value }, i) => {
      if (!arrays.includes(i)) known.set(value, inputs[i]!);
    });
    for (const node of hostNodes) runOnHost(node, this.#graph, known);
    return known;
  }

  #memoryOf(index: number, tensor: Tensor): DeviceMemory {
    const resident = this.#device.memoryOf(tensor);
    const last = this.#uploads.get(index);
    if (last?.tensor === tensor) return last.memory;
    if (last) this.#device.backend.release(last.memory);
    this.#uploads.delete(index);
    if (resident) return resident;
    const memory = this.#device.upload(tensor);
    this.#uploads.set(index, { tensor, memory });
    return memory;
  }

  #output(
    result: Result,
    port: number,
    inputs: readonly Tensor[],
    onHost: ReadonlyMap<Value, Tensor>,
    made: readonly DeviceMemory[],
  ): Tensor {
    const spec = this.#graph.values[this.#graph.outputs[port]!.value]!;
    if (result.kind === "made") return this.#device.tensorIn(made[result.index]!, spec);
    if (result.kind !== "input") return onHost.get(result.value)!; // computed, or a constant
    const input = inputs[result.index]!;
    const isDonated = this.#donated.has(this.#graph.inputs[result.index]!.value);
    const memory = isDonated ? this.#device.take(input) : undefined;
    return memory ? this.#device.tensorIn(memory, spec) : input;
  }

  /** What was donated is needed no more; its tensors are about to lose their values. */
  #releaseDonated(inputs: readonly Tensor[]): void {
    this.#graph.inputs.forEach(({ value }, i) => {
      if (!this.#donated.has(value)) return;
      const memory = this.#device.take(inputs[i]!);
      if (memory) this.#device.backend.release(memory);
    });
  }
}

function runOnHost(node: GraphNode, { values }: Graph, known: Map<Value, Tensor>): void {
  const operands = node.inputs.map((value) => known.get(value)!);
  const specs = node.outputs.map((value) => values[value]!);
  node.primitive.kernel(operands, node.attributes, specs).forEach((t, k) => known.set(node.outputs[k]!, t));
}
