import type { GpuBuffer, GpuDevice, GpuJs, GpuPass } from "../gpu-js/gpu-js.ts";
import { gpuDevice, gpuProgram } from "../gpu-js/internals.ts";
import { wgslContraction, wgslProduct } from "../kernels/wgsl-product.ts";
import type { Backend, DeviceMemory, Launch, Limits, Plan, PreparedPlan, Slot, WgslKernel } from "./backend.ts";
import { floatDialectByFour } from "./dialect.ts";
import { InOrder } from "./in-order.ts";
import { KernelCache } from "./kernel-cache.ts";
import { MemoryPool } from "./memory-pool.ts";
import { placeArrays } from "./place-arrays.ts";

const FLOAT_BYTES = 4;
// of GPUBufferUsage and GPUMapMode
const USAGE = { mapRead: 1, copySource: 4, copyTarget: 8, uniform: 64, storage: 128 };
const MAP_READ = 1;
const COMPUTE = 4;
/** Sets of buffers for which a launch keeps its bindings. */
const MOST_BINDINGS = 16;

let newestId = 0;

class BufferMemory implements DeviceMemory {
  readonly id: number = ++newestId;
  readonly length: number;
  readonly buffer: GpuBuffer;

  constructor(length: number, buffer: GpuBuffer) {
    this.length = length;
    this.buffer = buffer;
  }
  get bytes(): number {
    return this.buffer.size;
  }
}

const asBuffer = (memory: DeviceMemory): BufferMemory => memory as BufferMemory; // all of this backend are

/** A compiled kernel. */
interface Compiled {
  readonly pipeline: object;
  readonly layout: object;
  readonly groups: readonly [number, number, number];
  /** Bound before the arrays. */
  readonly parameters?: GpuBuffer;
}

interface Program {
  readonly compiled: Promise<Compiled>;
  destroy(): void;
}

/**
 * WebGPU: the kernels of a plan go to the device in one submission, which nobody waits for. Work is done in order, also
 * while kernels are still being compiled; an error of such work comes out of the next read.
 * @throws Error that says what is missing.
 */
export async function openWebgpu(gpuJs: GpuJs): Promise<Backend> {
  if (!(await gpuJs.GPU.isWebGPUAvailable())) throw new Error("there is no WebGPU adapter here");
  const context = await gpuDevice(gpuJs);
  const { device } = context;
  const gpu = new gpuJs.GPU({ mode: "webgpu" });
  const order = new InOrder();
  const programs = new KernelCache<Program>();
  const buffers = new MemoryPool<BufferMemory>(makeBuffer, ({ buffer }) => buffer.destroy());
  const staging = new MemoryPool<BufferMemory>(makeStaging, ({ buffer }) => buffer.destroy());
  const onError = ({ error }: { readonly error: Error }): void => {
    order.failure ??= new Error(`webgpu: the device refused some work (${error.message}); see the message?`);
  };
  device.addEventListener("uncapturederror", onError);

  return {
    name: "webgpu",
    dialect: floatDialectByFour,
    limits: limitsOf(device),
    get liveArrays() {
      return buffers.used;
    },
    upload: (values) => {
      const memory = buffers.take(values.length);
      // read when its turn comes: tensors never change
      order.do(() => device.queue.writeBuffer(memory.buffer, 0, values));
      return memory;
    },
    readLater,
    release: (memory) => order.do(() => buffers.giveBack(asBuffer(memory))),
    finish: async () => {
      await order.settled();
      await device.queue.onSubmittedWorkDone();
      checkDevice();
    },
    prepare,
    product: wgslProduct,
    contraction: wgslContraction,
    dispose: () => {
      order.do(() => {
        device.removeEventListener("uncapturederror", onError);
        programs.dispose();
        buffers.dispose();
        staging.dispose();
      });
    },
  };

  function makeBuffer(length: number): BufferMemory {
    const usage = USAGE.storage | USAGE.copySource | USAGE.copyTarget;
    return new BufferMemory(length, device.createBuffer({ size: bytesOf(length), usage }));
  }

  function makeStaging(length: number): BufferMemory {
    const usage = USAGE.mapRead | USAGE.copyTarget;
    return new BufferMemory(length, device.createBuffer({ size: bytesOf(length), usage }));
  }

  async function readLater(memory: DeviceMemory): Promise<Float32Array> {
    const target = staging.take(memory.length);
    order.do(() => {
      const encoder = device.createCommandEncoder();
      encoder.copyBufferToBuffer(asBuffer(memory).buffer, 0, target.buffer, 0, bytesOf(memory.length));
      device.queue.submit([encoder.finish()]);
    });
    await order.settled();
    checkDevice();
    await target.buffer.mapAsync(MAP_READ);
    const values = new Float32Array(target.buffer.getMappedRange().slice(0, memory.length * FLOAT_BYTES));
    target.buffer.unmap();
    staging.giveBack(target);
    checkDevice();
    return values;
  }

  function checkDevice(): void {
    if (context.isLost) throw new Error("webgpu: the device was lost, and with it the values; open another one?");
    if (order.failure) throw order.failure;
  }

  function prepare(plan: Plan): PreparedPlan {
    checkDevice();
    const { placeOf, scratch } = placeArrays(plan);
    const scratchBuffers = scratch.map((length) => buffers.take(length));
    const constants = new Map(
      [...plan.constants].map(([slot, values]) => {
        const memory = buffers.take(values.length);
        order.do(() => device.queue.writeBuffer(memory.buffer, 0, values));
        return [slot, memory] as const;
      }),
    );
    const taken = plan.launches.map((launch) => {
      const name = nameOf(launch);
      return { name, program: programs.take(name, () => startCompiling(launch)) };
    });
    let dispatches: Dispatch[] | undefined;
    const ready = Promise.all(taken.map(({ program }) => program.compiled)).then((compiled) => {
      dispatches = compiled.map((one, i) => new Dispatch(device, one, plan.launches[i]!));
    });
    return {
      run: (given) => {
        const made = plan.outputs.map((slot) => buffers.take(plan.lengths[slot]!));
        const bufferOf = (slot: Slot): BufferMemory => {
          const place = placeOf(slot);
          if (place.kind === "constant") return constants.get(slot)!;
          if (place.kind === "input") return asBuffer(given[place.index]!);
          return (place.kind === "output" ? made : scratchBuffers)[place.index]!;
        };
        order.do(() => submit(dispatches ?? [], bufferOf), dispatches ? undefined : ready);
        return made;
      },
      dispose: () =>
        order.do(() => {
          for (const memory of [...scratchBuffers, ...constants.values()]) buffers.giveBack(memory);
          for (const { name } of taken) programs.giveBack(name);
        }),
    };
  }

  function submit(dispatches: readonly Dispatch[], bufferOf: (slot: Slot) => BufferMemory): void {
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    for (const dispatch of dispatches) dispatch.record(pass, bufferOf);
    pass.end();
    device.queue.submit([encoder.finish()]);
  }

  function startCompiling({ kernel, inputs }: Launch): Program {
    const { text, output, wgsl } = kernel;
    let destroy = (): void => {};
    const compile = async (): Promise<Compiled> => {
      if (wgsl) return compileWgsl(device, wgsl, inputs.length);
      const program = await gpuProgram(gpuJs, gpu, text, output, inputs.length);
      const parameters = device.createBuffer({
        size: program.parameters.byteLength,
        usage: USAGE.uniform | USAGE.copyTarget,
      });
      device.queue.writeBuffer(parameters, 0, program.parameters);
      destroy = () => {
        program.destroy();
        parameters.destroy();
      };
      return { ...program, parameters };
    };
    const compiled = compile();
    compiled.catch(() => {}); // it comes out of the plan that waits for it
    return { compiled, destroy: () => destroy() };
  }
}

const bytesOf = (length: number): number => Math.max(length, 4) * FLOAT_BYTES;

const limitsOf = ({ limits }: GpuDevice): Limits => ({
  longestArray: Math.floor(Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize) / FLOAT_BYTES),
  // less one for the result
  mostInputs: limits.maxStorageBuffersPerShaderStage - 1,
});

const nameOf = ({ kernel, inputs }: Launch): string =>
  `${kernel.output.join()}|${inputs.length}|${kernel.wgsl ? `${kernel.wgsl.groups.join()}|${kernel.wgsl.code}` : kernel.text}`;

async function compileWgsl(device: GpuDevice, { code, groups }: WgslKernel, inputs: number): Promise<Compiled> {
  const types = [...Array.from({ length: inputs }, () => "read-only-storage"), "storage"];
  const entries = types.map((type, binding) => ({ binding, visibility: COMPUTE, buffer: { type } }));
  const layout = device.createBindGroupLayout({ entries });
  const pipeline = await device.createComputePipelineAsync({
    layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
    compute: { module: device.createShaderModule({ code }), entryPoint: "main" },
  });
  return { pipeline, layout, groups };
}

/** A launch with its kernel, and its bindings to the buffers that it met. */
class Dispatch {
  readonly #device: GpuDevice;
  readonly #compiled: Compiled;
  readonly #slots: readonly Slot[];
  readonly #bindings = new Map<string, object>();

  constructor(device: GpuDevice, compiled: Compiled, { inputs, output }: Launch) {
    this.#device = device;
    this.#compiled = compiled;
    this.#slots = [...inputs, output];
  }

  record(pass: GpuPass, bufferOf: (slot: Slot) => BufferMemory): void {
    pass.setPipeline(this.#compiled.pipeline);
    pass.setBindGroup(0, this.#bindingOf(this.#slots.map(bufferOf)));
    pass.dispatchWorkgroups(...this.#compiled.groups);
  }

  #bindingOf(memories: readonly BufferMemory[]): object {
    const key = memories.map(({ id }) => id).join();
    const known = this.#bindings.get(key);
    if (known) return known;
    const { parameters, layout } = this.#compiled;
    const bound = [...(parameters ? [parameters] : []), ...memories.map(({ buffer }) => buffer)];
    const entries = bound.map((buffer, binding) => ({ binding, resource: { buffer } }));
    const group = this.#device.createBindGroup({ layout, entries });
    if (this.#bindings.size >= MOST_BINDINGS) this.#bindings.clear();
    this.#bindings.set(key, group);
    return group;
  }
}
