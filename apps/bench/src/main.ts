import { mkdir } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { Command, Option } from "commander";
import { implementations, pageImplementations } from "./implementations.ts";
import { reportOf, writeReport } from "./json-report.ts";
import { firstCalls, quick, thorough } from "./measure.ts";
import { againstOption, choicesHelp, filterOption } from "./options.ts";
import { missingLines, resultsTable } from "./results-table.ts";
import { runBenchmark } from "./run-benchmark.ts";
import { inNewProcesses, inPages, inProcesses } from "./venue.ts";
import type { Workload } from "./workload.ts";
import { workloads } from "./workloads.ts";

interface Options {
  readonly filter?: readonly Workload[];
  readonly against?: readonly string[];
  readonly quick?: true;
  readonly browser?: true;
  readonly firstCall?: true;
  readonly json?: string;
}

async function run({
  filter = workloads,
  against,
  quick: isQuick,
  browser: isInBrowser,
  firstCall: isFirstCall,
  json,
}: Options): Promise<void> {
  const file = json && resolve(process.env["INIT_CWD"] ?? process.cwd(), json);
  if (file) await mkdir(dirname(file), { recursive: true }); // what cannot be must fail before minutes have passed
  const all = isInBrowser ? pageImplementations : implementations;
  const entries = all.filter(({ name, isOurs }) => isOurs || (against?.includes(name) ?? true));
  const effort = isQuick ? quick : thorough;
  const result = await runBenchmark({
    workloads: filter,
    implementations: entries.map(({ name }) => name),
    effort: isFirstCall ? firstCalls(effort) : effort,
    venue: isInBrowser ? inPages : isFirstCall ? inNewProcesses : inProcesses,
    onStart: ({ name, about }, i) => process.stderr.write(`${i + 1}/${filter.length} ${name}: ${about}\n`),
  });
  const { machine, results } = result;
  const { processor, cores, node, gigaflops, gigabytesPerSecond } = machine;
  const missing = missingLines(results);
  process.stdout.write(`${processor}, ${cores} cores, Node.js ${node}; one thread, or all where the name says so
${resultsTable(results, entries)}
Milliseconds: median / minimum, and the median divided by that of ${isInBrowser ? "ours on the same interface to the GPU" : "the fastest of ours on one thread"}.
${isFirstCall ? "A sample is the first run in a new process, which compiles: by the clock, and by the work of all processors.\n" : ""}Floor: arithmetic / ${gigaflops} GFLOP/s of 128-bit SIMD, or bytes / what a copy of their size moves (beyond caches ${gigabytesPerSecond} GB/s),
whichever takes longer.
${missing.map((line) => `${line}\n`).join("")}`);
  if (file) await writeReport(file, reportOf(result, entries));
  if (results.some(({ outcomes }) => outcomes.some(({ kind }) => kind === "failed"))) process.exitCode = 1;
}

const program = new Command("bench")
  .description("Measures this project and its peers, interleaved, after it has seen that they compute the same")
  .option("--filter <regex>", "workloads by name (default: all)", filterOption)
  .option("--against <names>", 'peers, separated by commas, or "none" (default: all)', againstOption)
  .option("--quick", "fewer and shorter samples")
  .addOption(new Option("--browser", "in pages of a headless Chromium, on its GPU").conflicts("firstCall"))
  .option("--first-call", "the first run of each in a new process, with all that it compiles")
  .option("--json <file>", "write the machine and all samples to a file")
  .addHelpText("after", choicesHelp)
  .showHelpAfterError("(add --help to see what is possible)")
  .allowExcessArguments(false)
  .action(run);

// an exit runs what clears up, the signal itself would not
process.on("SIGINT", () => process.exit(130));
process.on("SIGTERM", () => process.exit(143));

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
