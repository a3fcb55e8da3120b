// What a page or a worker runs: opens devices and runs cases by name.
import type { BackendName } from "../backends/backend.ts";
import type { GpuDevice } from "../gpu-device.ts";
import { openDevice } from "../open-device.ts";
import { conformance } from "./conformance.ts";

const devices = new Map<BackendName, Promise<GpuDevice>>();

/** Runs a case on a backend; the text of the error, or undefined. */
export async function runCase(backend: BackendName, name: string): Promise<string | undefined> {
  try {
    let device = devices.get(backend);
    if (!device) devices.set(backend, (device = openDevice({ prefer: [backend] })));
    await conformance.find((one) => one.name === name)!.run(await device);
    return undefined;
  } catch (error) {
    return error instanceof Error ? `${error.message}\n${error.stack}` : String(error);
  }
}

Object.assign(globalThis, { page: { runCase } });
