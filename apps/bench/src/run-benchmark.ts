import { compete, type Outcome } from "./compete.ts";
import { arithmeticPeak } from "./floor/arithmetic-peak.ts";
import { copyRate } from "./floor/copy-rate.ts";
import { floorOf } from "./floor/floor-of.ts";
import { describeMachine, type Machine } from "./machine.ts";
import type { Effort } from "./measure.ts";
import type { Venue } from "./venue.ts";
import type { Workload } from "./workload.ts";

export interface WorkloadResult {
  readonly workload: Workload;
  /** Milliseconds that one core needs at least. */
  readonly floor: number;
  readonly outcomes: readonly Outcome[];
}

export interface BenchmarkResult {
  readonly machine: Machine;
  readonly results: readonly WorkloadResult[];
}

interface Plan {
  readonly workloads: readonly Workload[];
  readonly implementations: readonly string[];
  readonly effort: Effort;
  readonly venue: Venue;
  /** Told before each workload. */
  readonly onStart: (workload: Workload, index: number) => void;
}

const BEYOND_CACHES = 256e6; // bytes

/** Measures all implementations on one workload after the other. */
export async function runBenchmark({
  workloads,
  implementations,
  effort,
  venue,
  onStart,
}: Plan): Promise<BenchmarkResult> {
  const peak = arithmeticPeak();
  const machine = describeMachine(peak, copyRate(BEYOND_CACHES));
  const results: WorkloadResult[] = [];
  await venue(implementations, async (start) => {
    for (const [i, workload] of workloads.entries()) {
      onStart(workload, i);
      const floor = floorOf(workload, peak, copyRate(workload.bytes));
      const contestants = await start(workload.name);
      try {
        results.push({ workload, floor, outcomes: await compete(contestants, effort) });
      } finally {
        for (const contestant of contestants) contestant.stop();
      }
    }
  });
  return { machine, results };
}
