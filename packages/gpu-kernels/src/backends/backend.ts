import type { Contraction, Product } from "../kernels/product.ts";
import type { Dialect } from "./dialect.ts";

export type BackendName = "webgpu" | "webgl2" | "webasm";

/** float32 numbers in the memory of a device. */
export interface DeviceMemory {
  readonly length: number;
}

/** What a device can do. */
export interface Limits {
  /** Numbers in one array. */
  readonly longestArray: number;
  /** Arrays that one kernel reads. */
  readonly mostInputs: number;
}

/** A kernel: a function in the language of gpu.js, called once for each place of the output. */
export interface KernelText {
  /** Begins with `function`; its arguments are flat arrays. */
  readonly text: string;
  /** The numbers of calls along x, y and z. */
  readonly output: readonly number[];
  /** Numbers that a call returns: 1, or 4 that stand side by side. */
  readonly width?: 1 | 4;
  /** Instead of a text: the computation in the language of the device. */
  readonly wgsl?: WgslKernel;
  readonly glsl?: GlslKernel;
}

/** A kernel in WGSL: bindings 0 ... n-1 are its inputs (array<f32>), binding n its output. */
export interface WgslKernel {
  readonly code: string;
  /** Workgroups along x, y and z. */
  readonly groups: readonly [number, number, number];
}

/**
 * A kernel in GLSL ES 3.00, called once for each texel of a part of the result. It reads input i by `texel<i>(place)` and
 * `number<i>(place)`.
 */
export interface GlslKernel {
  /** Statements that assign to the vec4 `part0`, `part1`, ... from the int `place`. */
  readonly code: string;
  /** Parts of the result, which a call computes together. */
  readonly parts: number;
  /** Texels of each of them. */
  readonly texels: number;
  /** The texts of which part texel `place` of the result is in, and where there. */
  readonly part: string;
  readonly place: string;
}

/** An array in a plan: its place in `Plan.lengths`. */
export type Slot = number;

export interface Launch {
  readonly kernel: KernelText;
  readonly inputs: readonly Slot[];
  readonly output: Slot;
}

/** Kernels on arrays, in order: what a backend makes ready once and runs often. */
export interface Plan {
  /** Numbers in each array. */
  readonly lengths: readonly number[];
  readonly inputs: readonly Slot[];
  readonly constants: ReadonlyMap<Slot, Float32Array>;
  readonly launches: readonly Launch[];
  /** Each is made by a launch, once. */
  readonly outputs: readonly Slot[];
}

export interface PreparedPlan {
  /** New arrays, from arrays that stay. */
  run(inputs: readonly DeviceMemory[]): DeviceMemory[];
  dispose(): void;
}

/** One way to run kernels. Everything else is shared by all of them. */
export interface Backend {
  readonly name: BackendName;
  readonly dialect: Dialect;
  readonly limits: Limits;
  /** Arrays alive in the memory of the device. */
  readonly liveArrays: number;
  upload(values: Float32Array): DeviceMemory;
  /** The values, at once; undefined where a device cannot be waited for. */
  read?(memory: DeviceMemory): Float32Array;
  readLater(memory: DeviceMemory): Promise<Float32Array>;
  release(memory: DeviceMemory): void;
  /** When all work is done that was asked for. */
  finish(): Promise<void>;
  prepare(plan: Plan): PreparedPlan;
  /** A kernel of its own for products of matrices; undefined where the general one is as good. */
  product?(product: Product): KernelText | undefined;
  /** The same over several axes. */
  contraction?(contraction: Contraction): KernelText | undefined;
  dispose(): void;
}
