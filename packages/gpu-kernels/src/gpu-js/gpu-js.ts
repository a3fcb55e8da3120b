/** What this package uses of gpu.js 2.24.1, whose own declarations leave much of it out. */
export interface GpuJs {
  readonly GPU: {
    new (settings: GpuSettings): GpuInstance;
    isWebGPUAvailable(): Promise<boolean>;
    readonly isWebGL2Supported: boolean;
    readonly isWebAssemblySupported: boolean;
  };
  readonly WebGPUContext: { acquire(): Promise<{ readonly device: GpuDevice; readonly isLost: boolean }> };
  /** A flat array as an argument. */
  input(values: Float32Array, size: readonly number[]): object;
}

interface GpuSettings {
  readonly mode?: string;
  readonly context?: object;
  readonly canvas?: { width: number; height: number };
}

export interface GpuInstance {
  createKernel(source: string, settings: KernelSettings): { readonly kernel: object };
  destroy(): Promise<void>;
}

export interface KernelSettings {
  readonly output: readonly number[];
  readonly precision: "single";
  readonly tactic: "precision";
  readonly strictIntegers: boolean;
  readonly fixIntegerDivisionAccuracy: boolean;
  readonly optimizeFloatMemory: boolean;
  readonly pipeline: boolean;
  readonly nativeFunctions?: readonly NativeFunction[];
}

/** A function in the language of the device. */
export interface NativeFunction {
  readonly name: string;
  readonly source: string;
  readonly returnType: "Integer" | "Number" | "Array(4)";
  readonly argumentTypes: Readonly<Record<string, "Integer" | "Number">>;
}

/** What this package uses of WebGPU. */
export interface GpuDevice {
  readonly limits: {
    readonly maxComputeWorkgroupsPerDimension: number;
    readonly maxStorageBufferBindingSize: number;
    readonly maxBufferSize: number;
    readonly maxStorageBuffersPerShaderStage: number;
  };
  destroy(): void;
  readonly queue: {
    submit(commands: readonly object[]): void;
    writeBuffer(buffer: GpuBuffer, offset: number, data: Float32Array | Uint32Array): void;
    onSubmittedWorkDone(): Promise<void>;
  };
  createBuffer(settings: { readonly size: number; readonly usage: number }): GpuBuffer;
  createBindGroup(settings: { readonly layout: object; readonly entries: readonly object[] }): object;
  createBindGroupLayout(settings: { readonly entries: readonly object[] }): object;
  createPipelineLayout(settings: { readonly bindGroupLayouts: readonly object[] }): object;
  createShaderModule(settings: { readonly code: string }): object;
  createComputePipelineAsync(settings: {
    readonly layout: object;
    readonly compute: { readonly module: object; readonly entryPoint: string };
  }): Promise<object>;
  createCommandEncoder(): GpuEncoder;
  addEventListener(name: "uncapturederror", listener: (event: { readonly error: Error }) => void): void;
  dispatchEvent(event: object): boolean;
  removeEventListener(name: "uncapturederror", listener: (event: { readonly error: Error }) => void): void;
}

export interface GpuBuffer {
  readonly size: number;
  mapAsync(mode: number): Promise<void>;
  getMappedRange(): ArrayBuffer;
  unmap(): void;
  destroy(): void;
}

interface GpuEncoder {
  beginComputePass(): GpuPass;
  copyBufferToBuffer(from: GpuBuffer, fromOffset: number, to: GpuBuffer, toOffset: number, bytes: number): void;
  finish(): object;
}

export interface GpuPass {
  setPipeline(pipeline: object): void;
  setBindGroup(index: number, group: object): void;
  dispatchWorkgroups(x: number, y: number, z: number): void;
  end(): void;
}

/**
 * gpu.js, loaded when it is first needed. The entry is the one that leaves `window.GPU` alone.
 * @throws Error when it is not installed.
 */
export async function loadGpuJs(): Promise<GpuJs> {
  let loaded: unknown;
  try {
    loaded = await import("gpu.js/src/index.js");
  } catch (cause) {
    throw new Error("openDevice: gpu.js is needed and could not be loaded; npm install gpu.js@2.24.1?", { cause });
  }
  // CommonJS: what it exports is the default export, in some bundlers the module itself
  const { default: exported = loaded } = loaded as { readonly default?: unknown };
  return exported as GpuJs; // our declaration of it, held to it by internals.test.ts
}
