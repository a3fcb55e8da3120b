import { relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { optimizers } from "../choices/optimizers.ts";
import { prepareReport, type ReportedResult, writeReport } from "../display/html-report.ts";
import { resultsTable } from "../display/results-table.ts";
import { terminalChart } from "../display/terminal-chart.ts";
import { settingsFor } from "../settings.ts";
import { readTask } from "../task.ts";
import { record, type TrainOptions, trainWithProgress } from "./train.ts";

export interface CompareOptions extends Omit<TrainOptions, "optimizer"> {
  /** Where the report goes; false: nowhere. */
  readonly report?: string | false;
}

/** Trains the same model from the same start with every optimizer, and shows them side by side. */
export async function compare(dataset: string, options: CompareOptions): Promise<void> {
  const task = await readTask({ ...options, dataset });
  const folder = process.env["INIT_CWD"] ?? process.cwd();
  const path =
    options.report !== false && resolve(folder, options.report ?? `reports/compare-${safeName(task.name)}.html`);
  if (path) await prepareReport(path);
  const results: ReportedResult[] = [];
  for (const name of Object.keys(optimizers)) {
    const settings = settingsFor(task, { ...options, optimizer: name });
    results.push({ name, settings, result: await trainWithProgress(task, settings) });
  }
  const output = options.json ? process.stderr : process.stdout;
  const curves = results.map(({ name, result }) => ({ name, values: result.epochs.map(({ loss }) => loss) }));
  output.write(
    `Training loss of ${task.name}, each curve from its first epoch to its last\n\n${terminalChart(curves)}\n\n`,
  );
  output.write(`${resultsTable(task, results)}\n`);
  if (path) {
    await writeReport(path, task, results);
    output.write(`Report with charts: ${relative(folder, path)} (${pathToFileURL(path).href})\n`);
  }
  if (options.json)
    process.stdout.write(
      `${JSON.stringify({ dataset: task.name, seed: options.seed, results: results.map(({ settings, result }) => record(task, settings, result)) })}\n`,
    );
}

const safeName = (name: string): string => name.replace(/^.*[\\/]/, "").replace(/\W+/g, "-");
