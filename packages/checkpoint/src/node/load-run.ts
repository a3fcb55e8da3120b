import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { decodeRun } from "../decode-run.ts";
import type { Run } from "../encode-run.ts";

/**
 * The run that `saveRun` saved, to the last bit.
 * @throws what `decodeRun` throws, and the error of the file system.
 * @example const { params, state, step } = loadRun("run.safetensors")
 */
export function loadRun(path: string): Run {
  const file = openSync(path, "r");
  try {
    const bytes = new Uint8Array(fstatSync(file).size);
    let at = 0;
    for (let read = 1; read > 0; at += read) read = readSync(file, bytes, at, Math.min(bytes.length - at, CHUNK), null);
    return decodeRun(bytes.subarray(0, at));
  } finally {
    closeSync(file);
  }
}

const CHUNK = 2 ** 30; // systems read 2 GiB at a time at most
