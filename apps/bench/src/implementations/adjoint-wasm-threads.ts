import { compile } from "@adjoint/compile";
import { wasmTarget } from "@adjoint/wasm-kernels";
import { implementationOf } from "../adjoint/implementation-of.ts";
import type { Implementation } from "../implementation.ts";

/** Compiled, and run as WebAssembly with SIMD, on all threads where a program is worth it. */
export const implementation: Implementation = implementationOf((f, donate = []) =>
  compile(f, { target: wasmTarget(), donate }),
);
