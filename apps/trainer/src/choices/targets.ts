import type { Target } from "@adjoint/compile";
import { wasmTarget } from "@adjoint/wasm-kernels";

/** Where a run is computed. No target: operation by operation, as the program goes. */
export const targets: Readonly<Record<string, () => Target | undefined>> = {
  wasm: () => wasmTarget(),
  eager: () => undefined,
};
