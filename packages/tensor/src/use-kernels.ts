import { type EagerKernel, setEagerKernel } from "./primitive.ts";

/** Kernels that are faster than the reference for some operations, such as `createWasmKernels()` of @adjoint/wasm-kernels. */
export interface EagerKernels {
  /** The outputs of an operation; undefined where it is better left to the reference kernel. */
  readonly eagerKernel: EagerKernel;
}

/**
 * Runs operations by other kernels from here on, wherever those are faster; without an argument by the reference kernels
 * again. It holds for this copy of the package, and not for compiled functions, which have their targets.
 * @example useKernels(createWasmKernels())
 */
export function useKernels(kernels?: EagerKernels): void {
  setEagerKernel(kernels?.eagerKernel);
}
