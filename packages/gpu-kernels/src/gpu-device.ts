/// <reference lib="esnext.disposable" preserve="true" />
import {
  type Compiled,
  type CompileOptions,
  compile,
  readLaterError,
  type Residence,
  ResidentTensor,
} from "@adjoint/compile";
import { allocate, type DType, type Numbers, type Shape, type Spec, type Tensor } from "@adjoint/tensor";
import type { Backend, BackendName, DeviceMemory, Limits } from "./backends/backend.ts";
import { type KernelFunction, kernelFunction } from "./kernel-function.ts";
import { gpuTarget } from "./target/gpu-target.ts";

declare const FinalizationRegistry: new <T>(
  cleanup: (held: T) => void,
) => {
  register(target: object, held: T, token: object): void;
  unregister(token: object): void;
};

/** Whole numbers beyond are rounded by float32, in which devices hold everything. */
const LARGEST_INTEGER = 2 ** 24;

/** The values of a tensor in the memory of a device. */
class DeviceResidence implements Residence {
  readonly device: GpuDevice;
  readonly dtype: DType;
  memory: DeviceMemory | undefined;

  constructor(device: GpuDevice, dtype: DType, memory: DeviceMemory) {
    this.device = device;
    this.dtype = dtype;
    this.memory = memory;
  }

  read(): Numbers {
    this.device.check("dataSync");
    const { backend } = this.device;
    if (!backend.read) throw readLaterError();
    return asType(backend.read(this.memory!), this.dtype); // it is there until release
  }

  async readLater(): Promise<Numbers> {
    this.device.check("data");
    return asType(await this.device.backend.readLater(this.memory!), this.dtype);
  }

  release(): void {
    if (this.memory) this.device.release(this);
  }
}

const asType = (values: Float32Array, dtype: DType): Numbers => {
  if (dtype === "float32") return values;
  const out = allocate(dtype, values.length);
  out.set(values);
  return out;
};

/** A GPU, or what stands in for one: what runs programs, and the arrays in its memory. Made by `openDevice`. */
export class GpuDevice implements Disposable, AsyncDisposable {
  /** How kernels run. For targets in this package. */
  readonly backend: Backend;
  readonly #forgotten = new FinalizationRegistry<DeviceResidence>((residence) => residence.release());
  #isDisposed = false;
  /** For `using`: `dispose` at the end of the block. */
  declare [Symbol.dispose]: () => void;
  /** For `await using`: waits for all work first, and so throws what failed. */
  declare [Symbol.asyncDispose]: () => Promise<void>;

  constructor(backend: Backend) {
    this.backend = backend;
    if (!("dispose" in Symbol)) return; // an engine without `using`
    this[Symbol.dispose] = () => this.dispose();
    this[Symbol.asyncDispose] = async () => {
      try {
        if (!this.#isDisposed) await this.finish();
      } finally {
        this.dispose();
      }
    };
  }

  /** What really runs. */
  get name(): BackendName {
    return this.backend.name;
  }

  get limits(): Limits {
    return this.backend.limits;
  }

  /** Arrays alive in its memory, those of programs among them. */
  get liveArrays(): number {
    return this.backend.liveArrays;
  }

  /** The values of a tensor in the memory of this device; undefined where they are elsewhere. */
  memoryOf(t: Tensor): DeviceMemory | undefined {
    const residence = t instanceof ResidentTensor ? t.residence : undefined;
    return residence instanceof DeviceResidence && residence.device === this ? residence.memory : undefined;
  }

  /** A tensor whose values are in some memory of this device, and which gives it back. */
  tensorIn(memory: DeviceMemory, spec: Spec): Tensor {
    const residence = new DeviceResidence(this, spec.dtype, memory);
    const tensor = new ResidentTensor(spec, residence);
    this.#forgotten.register(tensor, residence, residence);
    return tensor;
  }

  /** Takes the memory of a tensor away from it: it is the caller's from now on. */
  take(t: Tensor): DeviceMemory | undefined {
    const residence = t instanceof ResidentTensor ? t.residence : undefined;
    if (!(residence instanceof DeviceResidence) || residence.device !== this) return undefined;
    const { memory } = residence;
    residence.memory = undefined;
    this.#forgotten.unregister(residence);
    return memory;
  }

  release(residence: DeviceResidence): void {
    this.#forgotten.unregister(residence);
    if (!this.#isDisposed && residence.memory) this.backend.release(residence.memory);
    residence.memory = undefined;
  }

  /** Copies the values of a tensor to the device. @throws RangeError for whole numbers that float32 does not hold. */
  upload(t: Tensor): DeviceMemory {
    this.check("upload");
    const values = t.dataSync();
    if (values instanceof Float32Array) return this.backend.upload(values);
    if (values instanceof Int32Array)
      for (const value of values)
        if (Math.abs(value) > LARGEST_INTEGER)
          throw new RangeError(
            `${this.name}: int32 on this device goes to ${LARGEST_INTEGER} in size, got ${value}; keep it on the host?`,
          );
    return this.backend.upload(Float32Array.from(values));
  }

  /** A copy of a tensor in the memory of the device. */
  tensor(t: Tensor): Tensor {
    return this.tensorIn(this.upload(t), t);
  }

  /**
   * A function of tensors that runs on this device: traced once for each shape of its arguments, fused, and run. It is
   * `compile` with this device as the target.
   * @throws as `gpuTarget`.
   * @example
   * const layer = device.compile((x, weights, bias) => maximum(add(matmul(x, weights), bias), 0));
   * const y = layer(x, weights, bias); // on the device
   * await y.data();
   */
  compile<A extends readonly unknown[], R>(
    f: (...inputs: A) => R,
    options: Omit<CompileOptions, "target"> = {},
  ): Compiled<A, R> {
    return compile(f, { ...options, target: gpuTarget(this) });
  }

  /**
   * A kernel of your own, in the language of gpu.js: the text of a function that is called once for each element of the
   * result. Its arguments are flat float32 arrays; `this.thread.x` counts the elements in row-major order.
   *
   * Loops need literal bounds. On webgl2 an array `a0` is read by `a0_at(i)`, elsewhere by `a0[i]`: `read("a0", "i")`
   * writes either. Arguments are named `a0`, `a1`, ... in their order.
   * @throws TypeError when the text is no function; Error of gpu.js when it does not compile.
   * @example
   * const doubled = device.kernel(({ read }) => `function(a0) { return ${read("a0", "this.thread.x")} * 2; }`, [100]);
   * const y = doubled(x); // float32 [100]
   */
  kernel(write: (language: { read(array: string, place: string): string }) => string, shape: Shape): KernelFunction {
    this.check("kernel");
    return kernelFunction(this, write({ read: this.backend.dialect.element }), shape);
  }

  /** When all work is done that was asked for. @throws Error when some of it failed. */
  finish(): Promise<void> {
    this.check("finish");
    return this.backend.finish();
  }

  /** @throws Error after `dispose`; `name` is the operation that wants the device. */
  check(name: string): void {
    if (this.#isDisposed) throw new Error(`${name}: the device was disposed of; open another one?`);
  }

  /** Gives back everything it holds. Tensors in its memory have no values afterwards. */
  dispose(): void {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    this.backend.dispose();
  }
}
