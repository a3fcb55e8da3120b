import type { Workload } from "../workload.ts";

/**
 * Milliseconds that one core needs at least: its arithmetic over the peak, or its bytes over the rate of memory, whichever
 * takes longer.
 */
export const floorOf = (
  { operations, bytes }: Pick<Workload, "operations" | "bytes">,
  peak: number,
  rate: number,
): number => 1000 * Math.max(operations / peak, bytes / rate);
