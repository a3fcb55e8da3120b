import type { Target } from "@adjoint/compile";
import type { TargetState } from "./messages.ts";
import { type TargetName, targetNames } from "./training-settings.ts";

/** A target that is open; eager runs have none. */
export interface OpenTarget {
  readonly target: Target | undefined;
  readonly close: () => void;
}

/** What is used of WebGPU, which the types of the DOM do not have. */
interface Gpu {
  requestAdapter(): Promise<object | null>;
}

const detectors: Readonly<Record<TargetName, () => Promise<TargetState["reason"]>>> = {
  eager: async () => undefined,
  wasm: async () => (WebAssembly.validate(SIMD_PROGRAM) ? undefined : "noSimd"),
  webgl2: async () => (new OffscreenCanvas(1, 1).getContext("webgl2") ? undefined : "noWebgl2"),
  webgpu: async () => {
    const { gpu } = navigator as unknown as { readonly gpu?: Gpu };
    if (!gpu) return "noWebgpu";
    return (await gpu.requestAdapter()) ? undefined : "noAdapter";
  },
};

/** (module (func (result v128) i32.const 0 i8x16.splat i8x16.popcnt)): an engine without SIMD refuses it. */
const SIMD_PROGRAM = Uint8Array.of(
  0,
  97,
  115,
  109,
  1,
  0,
  0,
  0,
  1,
  5,
  1,
  96,
  0,
  1,
  123,
  3,
  2,
  1,
  0,
  10,
  10,
  1,
  8,
  0,
  65,
  0,
  253,
  15,
  253,
  98,
  11,
);

/** What this browser has, as it is: nothing is assumed. */
export const detectTargets = (): Promise<TargetState[]> =>
  Promise.all(
    targetNames.map(async (target) => ({ target, reason: await detectors[target]().catch(() => missing[target]) })),
  );

const missing = { eager: undefined, wasm: "noSimd", webgl2: "noWebgl2", webgpu: "noAdapter" } as const;

/** Opens a target; the code of each comes when it is first asked for. @throws Error that says why it cannot be opened. */
export async function openTarget(name: TargetName): Promise<OpenTarget> {
  if (name === "eager") return { target: undefined, close: () => {} };
  if (name === "wasm") {
    const { wasmTarget } = await import("@adjoint/wasm-kernels");
    return { target: wasmTarget({ threads: 1 }), close: () => {} };
  }
  const { gpuTarget, openDevice } = await import("@adjoint/gpu-kernels");
  const device = await openDevice({ prefer: [name] });
  return { target: gpuTarget(device), close: () => device.dispose() };
}
