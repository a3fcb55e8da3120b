import { cpus } from "node:os";

/** Where it was measured. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly platform: string;
  readonly node: string;
  /** Billions of operations a second of one core in WebAssembly SIMD. */
  readonly gigaflops: number;
  /** Billions of bytes a second that memory moves, out of the reach of caches. */
  readonly gigabytesPerSecond: number;
}

export const describeMachine = (peak: number, rate: number): Machine => ({
  processor: cpus()[0]?.model.trim() ?? "unknown",
  cores: cpus().length,
  platform: `${process.platform} ${process.arch}`,
  node: process.versions.node,
  gigaflops: rounded(peak / 1e9),
  gigabytesPerSecond: rounded(rate / 1e9),
});

const rounded = (x: number): number => Number(x.toPrecision(4));
