import { compile } from "@adjoint/compile";
import { type BackendName, gpuTarget, openDevice } from "@adjoint/gpu-kernels";
import type { Implementation } from "../implementation.ts";
import { implementationOf } from "./implementation-of.ts";

/** Our packages, compiled for a GPU. */
export const onDevice = (backend: BackendName): Implementation => ({
  async prepare(workload) {
    const device = await openDevice({ prefer: [backend] });
    const target = gpuTarget(device);
    const prepared = implementationOf(
      (f, donate = []) => compile(f, { target, donate }),
      () => device.finish(),
    );
    return prepared.prepare(workload);
  },
});
