export type { BackendName, Limits } from "./backends/backend.ts";
export type { GpuDevice } from "./gpu-device.ts";
export type { KernelFunction } from "./kernel-function.ts";
export { openDevice, type OpenDeviceOptions } from "./open-device.ts";
export { gpuTarget } from "./target/gpu-target.ts";
