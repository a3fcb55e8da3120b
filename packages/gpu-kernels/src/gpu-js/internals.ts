/* oxlint-disable no-underscore-dangle -- gpu.js names what is its own so */
// All that is used of gpu.js beyond its public interface is in this file; internals.test.ts holds 2.24.1 to it.
import type { GpuBuffer, GpuDevice, GpuInstance, GpuJs, KernelSettings, NativeFunction } from "./gpu-js.ts";

const settingsOf = (output: readonly number[], more: Partial<KernelSettings> = {}): KernelSettings => ({
  output,
  precision: "single",
  tactic: "precision",
  strictIntegers: false,
  fixIntegerDivisionAccuracy: false,
  optimizeFloatMemory: false,
  pipeline: true,
  ...more,
});

/** Stands for arrays while a kernel is translated: kernels read flat, so that their sizes do not matter. */
const samples = (gpuJs: GpuJs, count: number): object[] =>
  Array.from({ length: count }, () => gpuJs.input(new Float32Array(1), [1]));

// webasm

interface WasmKernel {
  argumentNames: readonly string[];
  output: readonly number[];
  threadDim: number[];
  usedMathImports: ReadonlySet<string>;
  componentCount: number;
  setupConstants(): void;
  setupArguments(samples: readonly object[]): void;
  validateSettings(samples: readonly object[]): void;
  translateSource(): boolean;
  _assembleModule(layout: object, cells: number, isShared: boolean): { readonly bytes: Uint8Array };
  destroy(): void;
}

/** Where a kernel finds its arguments and puts its results, in bytes. */
export interface WasmPlaces {
  readonly inputs: readonly { readonly offset: number; readonly length: number }[];
  readonly output: number;
  /** The size of the memory. */
  readonly total: number;
}

/** A kernel translated for WebAssembly, and instantiated for each set of places. */
export interface WasmTranslation {
  instantiate(memory: object, places: WasmPlaces): () => void;
  destroy(): void;
}

declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (
    module: object,
    imports: object,
  ) => { readonly exports: Readonly<Record<string, (from: number, to: number, seed: number) => void>> };
};

/** Memory of a module is declared with these limits, in pages of 64 KiB. */
export const wasmPages = (bytes: number): { readonly initial: number; readonly maximum: number } => {
  const initial = Math.ceil(bytes / 65536) + 16;
  return { initial, maximum: Math.max(initial, 4096) };
};

export function translateForWasm(
  gpuJs: GpuJs,
  gpu: GpuInstance,
  text: string,
  output: readonly number[],
  inputs: number,
): WasmTranslation {
  const kernel = gpu.createKernel(text, settingsOf(output)).kernel as WasmKernel;
  const stand = samples(gpuJs, inputs);
  kernel.setupConstants();
  kernel.setupArguments(stand);
  kernel.validateSettings(stand);
  kernel.threadDim = [...output, 1, 1].slice(0, 3);
  if (!kernel.translateSource())
    throw new Error("gpu-kernels: a kernel returns a number, got another type; see its text");
  const cells = output.reduce((product, n) => product * n, 1);
  return {
    instantiate: (memory, places) => {
      const arrays = Object.fromEntries(
        kernel.argumentNames.map((name, index) => {
          const { offset, length } = places.inputs[index]!;
          return [name, { index, offset, dims: [length, 1, 1], flatLength: length }];
        }),
      );
      const layout = {
        arrays,
        scalars: {},
        constantArrays: {},
        outputOffset: places.output,
        totalBytes: places.total,
      };
      const { bytes } = kernel._assembleModule(layout, cells, false);
      const math = Object.fromEntries([...kernel.usedMathImports].map((name) => [`math_${name}`, mathOf(name)]));
      const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory, ...math } });
      return runOf(instance.exports, cells, output[0]!);
    },
    destroy: () => kernel.destroy(),
  };
}

const mathOf = (name: string): unknown => Math[name as keyof Math];

/** Four cells at a time, never across the end of a row along x. */
function runOf(
  { run, run_simd: runFour }: Readonly<Record<string, (from: number, to: number, seed: number) => void>>,
  cells: number,
  width: number,
): () => void {
  if (!runFour) return () => run!(0, cells, 0);
  const whole = width - (width % 4);
  if (whole === width) return () => runFour(0, cells, 0);
  return () => {
    for (let row = 0; row < cells; row += width) {
      if (whole > 0) runFour(row, row + whole, 0);
      run!(row + whole, row + width, 0);
    }
  };
}

// webgl2

interface GlKernel {
  texSize: Int32Array;
  readonly maxTexSize: readonly [width: number, height: number];
  readonly context: { viewport(x: number, y: number, width: number, height: number): void };
  validateSettings(inputs: readonly GlHandle[]): void;
  getMainResultString(): string;
  buffer: object | null;
  texture: GlHandle;
  _textureSwitched: boolean;
  build(...inputs: readonly GlHandle[]): void;
  run(...inputs: readonly GlHandle[]): void;
  destroy(removeCanvas: boolean): void;
}

/** A texture as kernels of webgl2 read it and draw to it: four numbers a texel. */
export interface GlHandle {
  readonly type: "MemoryOptimizedNumberTexture";
  readonly texture: object;
  readonly size: readonly [width: number, height: number];
  readonly output: readonly number[];
  readonly dimensions: readonly number[];
  readonly context: object;
  beforeMutate(): boolean;
  delete(): void;
}

export const glHandle = (
  length: number,
  texture: object,
  size: readonly [width: number, height: number],
  context: object,
): GlHandle => ({
  type: "MemoryOptimizedNumberTexture",
  texture,
  size,
  output: [length],
  dimensions: [length, 1, 1],
  context,
  // gpu.js asks before it draws, and when it destroys a kernel: textures are the caller's alone
  beforeMutate: () => false,
  delete: () => {},
});

/**
 * Functions that read a texture of that width, a power of two, without a division: `<argument>_at(i)` number i,
 * `<argument>_four(i)` four numbers from i on, a multiple of 4.
 */
export function readingFunctions(argument: string, width: number): NativeFunction[] {
  const texel = `texelFetch(user_${argument}, ivec2((i >> 2) & ${width - 1}, i >> ${2 + Math.log2(width)}), 0)`;
  const argumentTypes = { i: "Integer" } as const;
  return [
    {
      name: `${argument}_at`,
      source: `float ${argument}_at(int i) { return ${texel}[i & 3]; }`,
      returnType: "Number",
      argumentTypes,
    },
    {
      name: `${argument}_four`,
      source: `vec4 ${argument}_four(int i) { return ${texel}; }`,
      returnType: "Array(4)",
      argumentTypes,
    },
  ];
}

export interface GlProgram {
  run(inputs: readonly GlHandle[], output: GlHandle): void;
  destroy(): void;
}

/**
 * A kernel of webgl2 that draws to textures which its caller holds. It is compiled at its first run. `corners` holds what
 * all kernels draw: with a buffer of its own, a kernel that is destroyed would take it from the others.
 */
export function glProgram(
  gpu: GpuInstance,
  text: string,
  output: readonly number[],
  more: Partial<KernelSettings>,
  corners: object | null,
): GlProgram {
  const kernel = gpu.createKernel(text, settingsOf(output, more)).kernel as GlKernel;
  kernel.buffer = corners;
  // the size of its texture is the caller's choice, and known at the first run
  const validate = kernel.validateSettings.bind(kernel);
  kernel.validateSettings = (inputs) => {
    validate(inputs);
    kernel.texSize = Int32Array.from(kernel.texture.size);
  };
  // calls along one axis need none of three divisions each to know their place
  const mainResult = kernel.getMainResultString.bind(kernel);
  kernel.getMainResultString = () => mainResult().replaceAll("indexTo3D(index, uOutputDim)", "ivec3(index, 0, 0)");
  let isBuilt = false;
  return {
    run: (inputs, target) => {
      kernel.texture = target;
      if (!isBuilt) kernel.build(...inputs);
      isBuilt = true;
      kernel.context.viewport(0, 0, ...kernel.maxTexSize); // others draw too, each as it needs
      kernel._textureSwitched = true; // the framebuffer takes the texture that was just set
      kernel.run(...inputs);
    },
    destroy: () => {
      kernel.buffer = null; // not the kernel's
      if (isBuilt) kernel.destroy(false);
    },
  };
}

// webgpu

interface WgslKernelOfGpuJs {
  readonly computePipeline: object;
  readonly bindGroupLayout: object;
  readonly paramsLayout: { readonly byteLength: number };
  outputBuffer: (GpuBuffer & { _refs: number }) | null;
  threadDim: number[];
  build(...samples: readonly object[]): Promise<void>;
  _computeDispatch(threads: readonly number[]): { readonly groups: readonly number[]; readonly dispatchWidth: number };
  destroy(): void;
}

/** A compiled kernel of webgpu: what a caller needs to dispatch it with buffers of its own. */
export interface GpuProgram {
  readonly pipeline: object;
  readonly layout: object;
  readonly groups: readonly [number, number, number];
  /** What stands in the uniform buffer at binding 0: the sizes of the output. */
  readonly parameters: Uint32Array;
  destroy(): void;
}

export async function gpuProgram(
  gpuJs: GpuJs,
  gpu: GpuInstance,
  text: string,
  output: readonly number[],
  inputs: number,
): Promise<GpuProgram> {
  const kernel = gpu.createKernel(text, settingsOf(output)).kernel as WgslKernelOfGpuJs;
  await kernel.build(...samples(gpuJs, inputs));
  kernel.outputBuffer?.destroy(); // results go to buffers of the caller
  kernel.outputBuffer = null;
  const threads = [...output, 1, 1].slice(0, 3);
  const { groups, dispatchWidth } = kernel._computeDispatch(threads);
  const parameters = new Uint32Array(kernel.paramsLayout.byteLength / 4);
  parameters.set([...threads, dispatchWidth]);
  for (let k = 0; k < inputs; k++) parameters.set([1, 1, 1, 1], 4 + 4 * k);
  return {
    pipeline: kernel.computePipeline,
    layout: kernel.bindGroupLayout,
    groups: groups as [number, number, number], // three, as threads
    parameters,
    destroy: () => kernel.destroy(),
  };
}

/** The device that gpu.js shares among all its kernels. */
export const gpuDevice = (gpuJs: GpuJs): Promise<{ readonly device: GpuDevice; readonly isLost: boolean }> =>
  gpuJs.WebGPUContext.acquire();
