import { type EagerKernels, formatShape, ShapeError, sizeOf } from "@adjoint/tensor";
import { detectFeatures } from "../emitter/detect-features.ts";
import { type Exported, instantiate } from "../emitter/instantiate.ts";
import { type FunctionReference, ModuleBuilder } from "../emitter/module-builder.ts";
import type { ValueType } from "../emitter/value.ts";
import { type Memory, webAssembly } from "../emitter/web-assembly.ts";
import type { Expression } from "../loops/expression.ts";
import { scratchBytes } from "../loops/combine.ts";
import type { Loop, LoopInput } from "../loops/loop.ts";
import { loopFunction } from "../loops/loop-function.ts";
import { wholeLoop } from "../loops/whole-loop.ts";
import { mathImports } from "../math/math-imports.ts";
import { type Finish, finishWith } from "../matmul/finish-with.ts";
import { MATMUL_WORKSPACE } from "../matmul/blocked-matmul.ts";
import { matmul } from "../matmul/matmul.ts";
import { wasmTarget } from "../target/wasm-target.ts";
import { Arena } from "../memory/arena.ts";
import { eagerKernelOn } from "./eager-kernel.ts";
import { type KernelArray, withPlaces } from "./borrowed-memory.ts";

const PAGE = 65536;

/** The sizes of a product [rows, depth] x [depth, columns], and how the factors lie in memory. */
export interface ProductSizes {
  readonly rows: number;
  readonly depth: number;
  readonly columns: number;
  /** a is stored as [depth, rows]. Default false. */
  readonly transposeA?: boolean;
  /** b is stored as [columns, depth]. Default false. */
  readonly transposeB?: boolean;
  /** Adds the product to what `out` holds. Default false. */
  readonly accumulate?: boolean;
}

/** Multiplies contiguous matrices of float32; `out` overlaps neither factor. */
export type Multiply = (
  a: Float32Array,
  b: Float32Array,
  out: Float32Array,
  sizes: ProductSizes,
  ...inputs: readonly Float32Array[]
) => void;

/** Runs a compiled loop; an output may be one of the inputs. */
export type RunLoop = (inputs: readonly KernelArray[], outputs: readonly KernelArray[]) => void;

/** Also what `useKernels` takes: operations on tensors that are not compiled run on WebAssembly where that is faster. */
export interface WasmKernels extends EagerKernels {
  readonly memory: Memory;
  /** A float32 array in the kernels' memory: what is there need not be copied. It holds what was there before. */
  allocate(length: number): Float32Array;
  /** Gives the memory of an array from `allocate` back. */
  free(array: Float32Array): void;
  /** out = a b, or out += a b. */
  matmul(a: Float32Array, b: Float32Array, out: Float32Array, sizes: ProductSizes): void;
  /** Compiles a product followed by an expression of it, such as a bias and an activation. */
  matmulWith(finish: Finish): Multiply;
  /** Compiles a loop. */
  loop(loop: Loop): RunLoop;
  /** Computes an expression for each element of out; inputs are as long as out, or one element for all. */
  run(expression: Expression, inputs: readonly Float32Array[], out: Float32Array): void;
  /** Lets go of the memory, after `useKernels()` where these are in use. Arrays in it stay readable as long as they are held. */
  dispose(): void;
}

export interface WasmKernelsOptions {
  /** The size of the memory. It is reserved at once, but used only as far as it is touched. 1 to 4096; default 256. */
  readonly megabytes?: number;
  /**
   * Uses fused multiply-add where the engine has it. Results then depend on the machine in their last digits, so the
   * default is false.
   */
  readonly relaxed?: boolean;
}

/**
 * Kernels with a memory of their own, compiled at once and on first use: nothing to fetch, nothing to wait for. Results are
 * the same to the last bit on every machine, unless `relaxed`. Under a content security policy `script-src` must hold
 * `'wasm-unsafe-eval'`.
 * @throws Error where the engine has no SIMD; RangeError when `megabytes` is out of range.
 * @example
 * const kernels = createWasmKernels();
 * kernels.matmul(a, b, out, { rows: 2, depth: 3, columns: 4 });
 */
export function createWasmKernels({ megabytes = 256, relaxed = false }: WasmKernelsOptions = {}): WasmKernels {
  if (!(megabytes >= 1 && megabytes <= 4096))
    throw new RangeError(`createWasmKernels: megabytes must be from 1 to 4096, got ${megabytes}`);
  const features = detectFeatures();
  if (!features.simd)
    throw new Error("createWasmKernels: this engine has no WebAssembly SIMD; use the plain operations");
  const pages = Math.floor((megabytes * 2 ** 20) / PAGE);
  let memory: Memory | undefined = new (webAssembly().Memory)({ initial: pages, maximum: pages });
  // the first bytes stay free: products work there, and no array begins at 0
  const arena = new Arena(MATMUL_WORKSPACE, pages * PAGE);
  const useRelaxed = relaxed && features.relaxedSimd;

  const liveMemory = (): Memory => {
    if (!memory) throw new Error("kernels: they were disposed of; create new ones");
    return memory;
  };
  const compile = (
    write: (module: ModuleBuilder) => FunctionReference<readonly ValueType[], ValueType | undefined>,
  ): Exported => {
    const module = new ModuleBuilder();
    module.export("run", write(module));
    return instantiate(module, liveMemory(), mathImports).run!;
  };
  const matmulWith = (finish?: Finish): Multiply => {
    const run = compile((module) => matmul(module, { relaxed: useRelaxed, ...(finish && finishWith(finish)) }));
    return (a, b, out, sizes, ...inputs) => {
      checkProduct(a, b, out, sizes, finish, inputs);
      const { rows, depth, columns, transposeA = false, transposeB = false, accumulate = false } = sizes;
      const [aRow, aColumn] = transposeA ? [4, 4 * rows] : [4 * depth, 4];
      const [bRow, bColumn] = transposeB ? [4, 4 * depth] : [4 * columns, 4];
      const sources = accumulate ? [a, b, ...inputs, out] : [a, b, ...inputs];
      withPlaces(liveMemory(), arena, sources, [out], ([placeA, placeB, ...others], [place]) => {
        const pointers = others.slice(0, inputs.length);
        const factors = [placeA!, aRow, aColumn, placeB!, bRow, bColumn];
        run(rows, columns, depth, ...factors, place!, 4 * columns, accumulate ? 1 : 0, 0, ...pointers);
      });
    };
  };
  const runner =
    (run: Exported, inputLengths: readonly number[], outputLengths: readonly number[]): RunLoop =>
    (inputs, outputs) => {
      checkLengths("loop", "inputs", inputs, inputLengths);
      checkLengths("loop", "outputs", outputs, outputLengths);
      withPlaces(liveMemory(), arena, inputs, outputs, (sources, targets) => run(...sources, ...targets));
    };
  const compileLoop = (loop: Loop): RunLoop => {
    // what a loop adds up is where products work, at 0, the number that a missing parameter is
    const whole = wholeLoop(loop);
    if (scratchBytes(whole) > MATMUL_WORKSPACE)
      throw new RangeError(
        `loop: sums must fit ${MATMUL_WORKSPACE / 8} double numbers, got ${scratchBytes(whole) / 8}; divide the loop?`,
      );
    return runner(
      compile((module) => loopFunction(module, whole)),
      loop.inputs.map((array) => spanOf(array, loop.shape)),
      loop.outputs.map((array) => spanOf(array, loop.shape)),
    );
  };
  let plainProduct: Multiply | undefined;
  const expressions = new WeakMap<Expression, Map<string, RunLoop>>();

  const eager = eagerKernelOn(wasmTarget());
  return {
    eagerKernel: eager.eagerKernel,
    get memory() {
      return liveMemory();
    },
    allocate: (length) => {
      const { buffer } = liveMemory();
      const start = arena.allocate(4 * length);
      if (start === undefined)
        throw new RangeError(`allocate: no room for ${length} numbers; free some, or create with more megabytes`);
      return new Float32Array(buffer, start, length);
    },
    free: (array) => {
      if (array.buffer !== liveMemory().buffer || !arena.free(array.byteOffset))
        throw new RangeError("free: expected an array from allocate that was not freed; pass the array itself");
    },
    matmul: (a, b, out, sizes) => {
      plainProduct ??= matmulWith();
      plainProduct(a, b, out, sizes);
    },
    matmulWith,
    loop: compileLoop,
    run: (expression, inputs, out) => {
      const isScalar = inputs.map(({ length }) => length === 1);
      const key = [out.length, ...isScalar].join();
      const compiled = expressions.get(expression) ?? new Map<string, RunLoop>();
      expressions.set(expression, compiled);
      const arrays = isScalar.map((scalar): LoopInput => (scalar ? { strides: [0] } : {}));
      const run =
        compiled.get(key) ?? compileLoop({ shape: [out.length], inputs: arrays, outputs: [{ value: expression }] });
      compiled.set(key, run);
      run(inputs, [out]);
    },
    dispose: () => {
      eager.dispose();
      memory = undefined;
    },
  };
}

/** How many elements an array needs, so that its last one is in it. */
function spanOf({ strides }: LoopInput, shape: readonly number[]): number {
  if (!strides || sizeOf(shape) === 0) return sizeOf(shape);
  return shape.reduce((last, size, axis) => last + (size - 1) * strides[axis]!, 1);
}

function checkLengths(
  operation: string,
  what: string,
  arrays: readonly { readonly length: number }[],
  lengths: readonly number[],
): void {
  if (arrays.length !== lengths.length)
    throw new RangeError(`${operation}: ${lengths.length} ${what} were declared, got ${arrays.length}`);
  for (const [i, length] of lengths.entries())
    if (arrays[i]!.length < length)
      throw new ShapeError(`${operation}: ${what} ${i} must have ${length} elements, got ${arrays[i]!.length}`);
}

function checkProduct(
  a: Float32Array,
  b: Float32Array,
  out: Float32Array,
  { rows, depth, columns }: ProductSizes,
  finish: Finish | undefined,
  inputs: readonly Float32Array[],
): void {
  for (const [name, array, shape] of [
    ["a", a, [rows, depth]],
    ["b", b, [depth, columns]],
    ["out", out, [rows, columns]],
  ] as const)
    if (array.length !== sizeOf(shape))
      throw new ShapeError(`matmul: ${name} must hold ${formatShape(shape)}, got ${array.length} elements`);
  const lengths = { columns, rows, elements: rows * columns, scalar: 1 };
  checkLengths(
    "matmul",
    "inputs",
    inputs,
    (finish?.inputs ?? []).map((kind) => lengths[kind]),
  );
}
