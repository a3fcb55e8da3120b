import Table from "cli-table3";
import type { Outcome } from "./compete.ts";
import type { ImplementationEntry } from "./implementations.ts";
import { median } from "./median.ts";
import type { WorkloadResult } from "./run-benchmark.ts";

/** Three digits, without powers of ten. */
export const formatNumber = (x: number): string => (x >= 100 ? x.toFixed(0) : x.toPrecision(3));

/** The least median of ours on one thread; NaN where there is none. */
export function bestOfOurs(outcomes: readonly Outcome[], entries: readonly ImplementationEntry[]): number {
  const ours = new Set(entries.filter(({ isOurs, threads }) => isOurs && threads === 1).map(({ name }) => name));
  const medians = outcomes.flatMap((outcome) =>
    outcome.kind === "measured" && ours.has(outcome.implementation) ? [median(outcome.samples)] : [],
  );
  return medians.length === 0 ? Number.NaN : Math.min(...medians);
}

/** The median of one of them; undefined where there is none. */
function medianOf(outcomes: readonly Outcome[], name: string | undefined): number | undefined {
  const outcome = outcomes.find(({ implementation }) => implementation === name);
  return outcome?.kind === "measured" ? median(outcome.samples) : undefined;
}

/** One row a workload, one column an implementation. */
export function resultsTable(results: readonly WorkloadResult[], entries: readonly ImplementationEntry[]): string {
  const table = new Table({
    head: ["workload", "floor", ...entries.map(({ name }) => name)],
    colAligns: ["left", "right", ...entries.map(() => "right" as const)],
    style: { head: [], border: [] },
  });
  for (const { workload, floor, outcomes } of results) {
    const best = bestOfOurs(outcomes, entries);
    const rivalOf = (i: number): number => medianOf(outcomes, entries[i]?.rival) ?? best;
    table.push([workload.name, formatNumber(floor), ...outcomes.map((outcome, i) => cell(outcome, rivalOf(i)))]);
    for (const measure of measuresOf(outcomes))
      table.push([measure, "", ...outcomes.map((outcome) => times(outcome, measure))]);
  }
  return table.toString();
}

function cell(outcome: Outcome, best: number): string {
  if (outcome.kind !== "measured") return outcome.kind === "lacking" ? "-" : "failed";
  const ratio = Number.isNaN(best) ? "" : `${formatNumber(median(outcome.samples) / best)} x`;
  return `${medianAndMinimum(outcome.samples)}\n${ratio}`;
}

const medianAndMinimum = (samples: readonly number[]): string =>
  `${formatNumber(median(samples))} / ${formatNumber(Math.min(...samples))}`;

/** What else was measured of the outcomes. */
const measuresOf = (outcomes: readonly Outcome[]): ReadonlySet<string> =>
  new Set(outcomes.flatMap((outcome) => (outcome.kind === "measured" ? Object.keys(outcome.measures ?? {}) : [])));

function times(outcome: Outcome, measure: string): string {
  const samples = outcome.kind === "measured" ? outcome.measures?.[measure] : undefined;
  return samples ? medianAndMinimum(samples) : "-";
}

/** One line for each that is missing in the table: why. */
export const missingLines = (results: readonly WorkloadResult[]): string[] =>
  results.flatMap(({ workload, outcomes }) =>
    outcomes.flatMap((outcome) =>
      outcome.kind === "measured"
        ? []
        : [
            `${outcome.implementation} ${outcome.kind === "lacking" ? "lacks" : "failed at"} ${workload.name}: ${outcome.reason}`,
          ],
    ),
  );
