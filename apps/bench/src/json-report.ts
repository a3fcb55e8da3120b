import { rename, writeFile } from "node:fs/promises";
import type { ImplementationEntry } from "./implementations.ts";
import type { Machine } from "./machine.ts";
import { median } from "./median.ts";
import type { BenchmarkResult } from "./run-benchmark.ts";

interface ReportedResult {
  readonly workload: string;
  /** "floor" is what one core needs at least. */
  readonly implementation: string;
  readonly threads: number;
  readonly unit: "ms";
  readonly median: number;
  readonly minimum: number;
  /** One number a sample, in the order in which they were taken. */
  readonly samples: readonly number[];
}

export interface Report {
  readonly machine: Machine;
  readonly results: readonly ReportedResult[];
  /** Those that lack a workload, failed, or compute something else. */
  readonly missing: readonly { readonly workload: string; readonly implementation: string; readonly reason: string }[];
}

export function reportOf({ machine, results }: BenchmarkResult, entries: readonly ImplementationEntry[]): Report {
  const threadsOf = new Map(entries.map(({ name, threads }) => [name, threads]));
  const flat = results.flatMap(({ workload, floor, outcomes }) => [
    ...outcomes.map((outcome) => ({ ...outcome, workload: workload.name })),
    { kind: "measured" as const, workload: workload.name, implementation: "floor", samples: [floor] },
  ]);
  return {
    machine,
    results: flat.flatMap((outcome): ReportedResult[] => {
      if (outcome.kind !== "measured") return [];
      const { workload, implementation, samples } = outcome;
      const threads = threadsOf.get(implementation) ?? 1;
      const kept = samples.map((x) => Number(x.toPrecision(6))); // a clock shows no more
      const summary = { median: median(kept), minimum: Math.min(...kept), samples: kept };
      return [{ workload, implementation, threads, unit: "ms", ...summary }];
    }),
    missing: flat.flatMap((outcome) => {
      if (outcome.kind === "measured") return [];
      const { workload, implementation, reason } = outcome;
      return [{ workload, implementation, reason }];
    }),
  };
}

/** The file appears whole or not at all. */
export async function writeReport(path: string, report: Report): Promise<void> {
  await writeFile(`${path}.part`, `${JSON.stringify(report, null, 2)}\n`);
  await rename(`${path}.part`, path);
}
