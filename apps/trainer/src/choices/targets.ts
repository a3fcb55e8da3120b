import type { Target } from "@adjoint/compile";
import { gpuTarget, openDevice } from "@adjoint/gpu-kernels";
import { wasmTarget } from "@adjoint/wasm-kernels";

/** Where a run is computed. No target: operation by operation, as the program goes. */
export const targets: Readonly<Record<string, () => Target | undefined | Promise<Target>>> = {
  wasm: () => wasmTarget(),
  webasm: async () => gpuTarget(await openDevice({ prefer: ["webasm"] })), // what gpu.js runs on without a GPU
  eager: () => undefined,
};
