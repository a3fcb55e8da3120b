import type { Target } from "@adjoint/compile";
import { createWasmTarget } from "./create-wasm-target.ts";
import { functions } from "./parts/functions.ts";
import { images } from "./parts/images.ts";
import { indexing } from "./parts/indexing.ts";
import { movement } from "./parts/movement.ts";
import { numbers } from "./parts/numbers.ts";
import { recomputation } from "./parts/recomputation.ts";
import { reductions } from "./parts/reductions.ts";
import { threads } from "./parts/threads.ts";
import { vectors } from "./parts/vectors.ts";

export interface WasmTargetOptions {
  /**
   * How many threads share the work of a program that is large enough; 1 for none but the calling one. Default: as many as
   * the machine runs at a time, at most 8. They need shared memory, which a page has when it is cross-origin isolated.
   */
  readonly threads?: number;
}

/**
 * The target that runs programs as WebAssembly with SIMD: elementwise operations are fused into passes over memory. What
 * has no kernel here runs its reference kernel on the same memory. It needs no file and no network; under a content
 * security policy `script-src` must hold `'wasm-unsafe-eval'`, and `worker-src` `blob:` for threads.
 *
 * Donated parameters and state stay in its memory from call to call. Results are the same to the bit for any number of
 * threads. `createWasmTarget` makes smaller ones.
 * @throws CompileError of WebAssembly where there is no SIMD; RangeError when its memory is full, or `threads` is no integer
 * from 1 up.
 * @example const step = compile(trainStep, { target: wasmTarget(), donate: [0, 1] })
 */
export const wasmTarget = (options: WasmTargetOptions = {}): Target =>
  createWasmTarget([
    functions,
    images,
    indexing,
    movement,
    numbers,
    recomputation,
    reductions,
    threads(options.threads),
    vectors,
  ]);
