import type { GpuJs } from "../gpu-js/gpu-js.ts";
import { translateForWasm, wasmPages } from "../gpu-js/internals.ts";
import type { Backend, DeviceMemory, Plan, PreparedPlan } from "./backend.ts";
import { floatDialect } from "./dialect.ts";
import { type PlacedArrays, placeArrays } from "./place-arrays.ts";

const FLOAT_BYTES = 4;
const ALIGNMENT = 16;
const PAGE_BYTES = 65536;

declare const WebAssembly: {
  Memory: new (limits: { readonly initial: number; readonly maximum: number }) => { readonly buffer: ArrayBuffer };
};

class HostMemory implements DeviceMemory {
  values: Float32Array;
  constructor(values: Float32Array) {
    this.values = values;
  }
  get length(): number {
    return this.values.length;
  }
}

const valuesOf = (memory: DeviceMemory): Float32Array => (memory as HostMemory).values; // all of this backend are

/**
 * WebAssembly with SIMD: everywhere, and at once. Arrays are on the host; each plan has one memory, into which arguments
 * are copied and from which results are.
 */
export function openWebasm(gpuJs: GpuJs): Backend {
  const gpu = new gpuJs.GPU({ mode: "webasm" });
  let liveArrays = 0;
  const keep = (values: Float32Array): DeviceMemory => {
    liveArrays++;
    return new HostMemory(values);
  };
  return {
    name: "webasm",
    dialect: floatDialect,
    limits: { longestArray: 2 ** 30 - 1, mostInputs: 64 },
    get liveArrays() {
      return liveArrays;
    },
    upload: (values) => keep(values.slice()),
    read: (memory) => valuesOf(memory).slice(),
    readLater: async (memory) => valuesOf(memory).slice(),
    release: (memory) => {
      liveArrays--;
      (memory as HostMemory).values = new Float32Array(0); // of this backend
    },
    finish: async () => {},
    prepare: (plan) => prepare(plan),
    dispose: () => void gpu.destroy(),
  };

  function prepare(plan: Plan): PreparedPlan {
    const { addressOf, total } = layOut(plan, placeArrays(plan));
    const { initial, maximum } = wasmPages(total);
    if (initial > PAGE_BYTES)
      throw new RangeError(
        `gpu-kernels: webasm has 4 gigabytes for a program, got ${total} bytes; make batches smaller?`,
      );
    const memory = new WebAssembly.Memory({ initial, maximum });
    const numbers = (slot: number): Float32Array =>
      new Float32Array(memory.buffer, addressOf(slot), plan.lengths[slot]);
    for (const [slot, values] of plan.constants) numbers(slot).set(values);
    const runs = plan.launches.map(({ kernel, inputs, output }) => {
      const translation = translateForWasm(gpuJs, gpu, kernel.text, kernel.output, inputs.length);
      const read = inputs.map((slot) => ({ offset: addressOf(slot), length: plan.lengths[slot]! }));
      const run = translation.instantiate(memory, { inputs: read, output: addressOf(output), total });
      translation.destroy();
      return run;
    });
    const [given, made] = [plan.inputs.map(numbers), plan.outputs.map(numbers)];
    return {
      run: (inputs) => {
        inputs.forEach((input, i) => given[i]!.set(valuesOf(input)));
        for (const run of runs) run();
        return made.map((values) => keep(values.slice()));
      },
      dispose: () => {},
    };
  }
}

/** One memory for all arrays of a plan, one behind the other. */
function layOut(
  { lengths, inputs, constants, outputs }: Plan,
  { placeOf, scratch }: PlacedArrays,
): { readonly addressOf: (slot: number) => number; readonly total: number } {
  let total = 0;
  const reserve = (length: number): number => {
    const address = total;
    total += Math.ceil((length * FLOAT_BYTES) / ALIGNMENT) * ALIGNMENT;
    return address;
  };
  const scratchAddresses = scratch.map(reserve);
  const own = new Map([...inputs, ...constants.keys(), ...outputs].map((slot) => [slot, reserve(lengths[slot]!)]));
  const addressOf = (slot: number): number => {
    const place = placeOf(slot);
    return place.kind === "scratch" ? scratchAddresses[place.index]! : own.get(slot)!; // all others are there
  };
  return { addressOf, total };
}
