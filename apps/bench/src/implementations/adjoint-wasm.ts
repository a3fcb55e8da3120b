import { compile } from "@adjoint/compile";
import { wasmTarget } from "@adjoint/wasm-kernels";
import { implementationOf } from "../adjoint/implementation-of.ts";
import type { Implementation } from "../implementation.ts";

/** Compiled, and run as WebAssembly with SIMD on one thread. */
export const implementation: Implementation = implementationOf((f, donate = []) =>
  compile(f, { target: wasmTarget({ threads: 1 }), donate }),
);
