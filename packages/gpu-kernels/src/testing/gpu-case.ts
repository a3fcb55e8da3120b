import type { GpuDevice } from "../gpu-device.ts";

/** Something that must hold on every backend, in Node.js and in a page. */
export interface GpuCase {
  readonly name: string;
  /** @throws Error that says what does not hold. */
  run(device: GpuDevice): Promise<void>;
}

/** Largest differences from the reference, in parts of the norm. */
export const TOLERANCE = 3e-6;
