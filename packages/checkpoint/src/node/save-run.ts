import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, writeSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { encodeRun, type Run } from "../encode-run.ts";

/**
 * Saves a run: after this, or after it was stopped at any moment, by a crash too, the file holds the run that it held
 * before or this one, whole. It is written beside its place, forced to the disk, and then renamed.
 *
 * Synchronous, so that the run cannot change on the way, and so that a handler of signals can call it.
 * @throws what `encodeRun` throws, and the error of the file system; the old file is untouched then.
 * @example process.once("SIGINT", () => saveRun("run.safetensors", { params, state, step }))
 */
export function saveRun(path: string, run: Run): void {
  const bytes = encodeRun(run);
  const draft = `${path}.${process.pid}.tmp`; // a name of each process, so that two never write into one file
  try {
    writeThrough(draft, bytes);
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  syncFolder(dirname(path));
  removeDrafts(path);
}

/** Returns when the bytes are on the disk. */
function writeThrough(path: string, bytes: Uint8Array): void {
  const file = openSync(path, "w");
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, Math.min(bytes.length - at, CHUNK));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

const CHUNK = 2 ** 30; // systems write 2 GiB at a time at most

/** The new name belongs to the folder, which Windows has no way to force to the disk. */
function syncFolder(path: string): void {
  if (process.platform === "win32") return;
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** What processes left that were killed while they wrote. */
function removeDrafts(path: string): void {
  const name = basename(path);
  for (const entry of readdirSync(dirname(path))) {
    const pid = entry.startsWith(`${name}.`) ? /^(\d+)\.tmp$/.exec(entry.slice(name.length + 1))?.[1] : undefined;
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(dirname(path), entry), { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0); // signal 0 only asks
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM"; // it is there and belongs to another
  }
}
