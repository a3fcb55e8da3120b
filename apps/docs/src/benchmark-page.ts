import type { Report } from "../../bench/src/json-report.ts";
import { markdownTable } from "./markdown-table.ts";

type Result = Report["results"][number];

/** A run of the benchmark as a page: a row for each workload, fastest first. */
export function benchmarkPage({ machine, results, missing }: Report): string {
  const workloads = [...new Set(results.map(({ workload }) => workload))];
  return `# Speed

Milliseconds, the median of samples that were taken in turns; in brackets, how many times what one core needs at least. \`npm run bench\` measures it anew, and
[its readme](https://github.com/adjoint/adjoint/tree/main/apps/bench#readme) says how.

Measured on ${machine.processor}, ${machine.cores} cores, ${machine.platform}, Node.js ${machine.node}. One core computes ${machine.gigaflops} billion operations a second in WebAssembly SIMD, and memory
moves ${machine.gigabytesPerSecond} GB/s.

${workloads
  .map((workload) =>
    sectionOf(
      workload,
      results.filter((result) => result.workload === workload),
    ),
  )
  .join("\n")}${missingOf(missing)}`;
}

function sectionOf(workload: string, results: readonly Result[]): string {
  const floor = results.find(({ implementation }) => implementation === "floor")?.median;
  const measured = results.filter(({ implementation }) => implementation !== "floor");
  const rows = measured
    .sort((a, b) => a.median - b.median)
    .map(({ implementation, threads, median }) => [
      implementation,
      String(threads),
      `${Number(median.toPrecision(3))}${floor ? ` (${Number((median / floor).toPrecision(2))})` : ""}`,
    ]);
  return `## ${workload}\n\n${markdownTable([["implementation", "threads", "ms"], ...rows])}\n`;
}

function missingOf(missing: Report["missing"]): string {
  if (missing.length === 0) return "";
  const rows = missing.map(({ workload, implementation, reason }) => [
    workload,
    implementation,
    reason.replaceAll("|", "\\|"),
  ]);
  return `\n## Not measured\n\n${markdownTable([["workload", "implementation", "why"], ...rows])}\n`;
}
