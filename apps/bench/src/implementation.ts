import type { Workload } from "./workload.ts";

/** A workload, ready to run with one implementation. */
export interface Program {
  /** Back to the start, so that every sample computes the same. */
  restart(): void;
  /** Once, until everything is computed, or is on its way to a device. */
  run(): void | Promise<void>;
  /** Until a device has computed everything. */
  finish?(): Promise<void>;
  /** What the last run computed: the output, the updated parameters, or the loss. */
  result(): Promise<Float32Array>;
}

export interface Implementation {
  /** @throws LackingError when it cannot compute this workload. */
  prepare(workload: Workload): Program | Promise<Program>;
}

/** An implementation cannot compute a workload; the message says what it lacks. */
export class LackingError extends Error {
  override readonly name: string = "LackingError";
}
