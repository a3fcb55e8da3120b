import type { Backend, BackendName } from "./backends/backend.ts";
import { openWebasm } from "./backends/webasm.ts";
import { openWebgl2 } from "./backends/webgl2.ts";
import { openWebgpu } from "./backends/webgpu.ts";
import { type GpuJs, loadGpuJs } from "./gpu-js/gpu-js.ts";
import { GpuDevice } from "./gpu-device.ts";

export interface OpenDeviceOptions {
  /** What to try, in order. Default: "webgpu", "webgl2", "webasm". */
  readonly prefer?: readonly BackendName[];
}

const backends: Readonly<Record<string, (gpuJs: GpuJs) => Backend | Promise<Backend>>> = {
  webgpu: openWebgpu,
  webgl2: openWebgl2,
  webasm: openWebasm,
};

/**
 * Opens the first device of those preferred that is there; `device.name` says which. With one name, it is that one or an
 * error.
 *
 * @throws Error when none is there, with the reason for each; RangeError for a name that is not known.
 * @example
 * const device = await openDevice({ prefer: ["webgpu", "webgl2"] });
 */
export async function openDevice(options: OpenDeviceOptions = {}): Promise<GpuDevice> {
  const { prefer = ["webgpu", "webgl2", "webasm"] } = options;
  const gpuJs = await loadGpuJs();
  const reasons: string[] = [];
  for (const name of prefer) {
    const open = backends[name];
    if (!open)
      throw new RangeError(
        `openDevice: backends are ${Object.keys(backends).join(", ")}, got ${name}; choose one of them?`,
      );
    try {
      return new GpuDevice(await open(gpuJs));
    } catch (error) {
      reasons.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new Error(`openDevice: none of the preferred backends is there (${reasons.join("; ")}); prefer another one?`);
}
