export { decodeRun } from "./decode-run.ts";
export { encodeRun, type Run } from "./encode-run.ts";
export { flattenTensors, type NamingOptions } from "./flatten-tensors.ts";
export { readNpy } from "./read-npy.ts";
export { readSafetensors, type Safetensors } from "./read-safetensors.ts";
export { restoreTree } from "./restore-tree.ts";
export { unflattenTensors } from "./unflatten-tensors.ts";
export { writeNpy } from "./write-npy.ts";
export { type SafetensorsOptions, writeSafetensors } from "./write-safetensors.ts";
