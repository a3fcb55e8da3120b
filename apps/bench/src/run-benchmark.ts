import { mkdtempSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { bundle } from "./bundle.ts";
import { compete, type Outcome } from "./compete.ts";
import { startContestant } from "./contestant.ts";
import { arithmeticPeak } from "./floor/arithmetic-peak.ts";
import { copyRate } from "./floor/copy-rate.ts";
import { floorOf } from "./floor/floor-of.ts";
import { describeMachine, type Machine } from "./machine.ts";
import type { Effort } from "./measure.ts";
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
  /** Told before each workload. */
  readonly onStart: (workload: Workload, index: number) => void;
}

const BEYOND_CACHES = 256e6; // bytes

/** Measures all implementations on one workload after the other. */
export async function runBenchmark({ workloads, implementations, effort, onStart }: Plan): Promise<BenchmarkResult> {
  const peak = arithmeticPeak();
  const machine = describeMachine(peak, copyRate(BEYOND_CACHES));
  const results: WorkloadResult[] = [];
  await withBundles(implementations, async (programs) => {
    for (const [i, workload] of workloads.entries()) {
      onStart(workload, i);
      const floor = floorOf(workload, peak, copyRate(workload.bytes));
      const contestants = [...programs].map(([name, program]) => startContestant(name, program, workload.name));
      try {
        results.push({ workload, floor, outcomes: await compete(contestants, effort) });
      } finally {
        for (const contestant of contestants) contestant.stop();
      }
    }
  });
  return { machine, results };
}

/** Bundles the implementations into a folder from which they find their packages, and removes it in the end. */
async function withBundles(
  implementations: readonly string[],
  use: (programs: ReadonlyMap<string, string>) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(fileURLToPath(new URL("../node_modules/.bundles-", import.meta.url)));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  process.once("exit", remove); // on a signal, too
  try {
    const bundles = await Promise.all(implementations.map(async (name) => [name, await bundle(name, folder)] as const));
    await use(new Map(bundles));
  } finally {
    process.off("exit", remove);
    remove();
  }
}
