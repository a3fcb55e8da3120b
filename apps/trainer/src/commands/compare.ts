import { relative } from "node:path";
import { pathToFileURL } from "node:url";
import { optimizers } from "../choices/optimizers.ts";
import { wishesOf } from "../choices/wishes-of.ts";
import { userFolder } from "../data/read-file.ts";
import { readTask } from "../data/read-task.ts";
import { comparisonPage } from "../display/comparison-page.ts";
import { prepareReport, reportPath, writeReport } from "../display/report-file.ts";
import { type NamedResult, resultsTable } from "../display/results-table.ts";
import { terminalChart } from "../display/terminal-chart.ts";
import { interruptible } from "../interruption.ts";
import { settingsFor } from "../settings.ts";
import type { TrainOptions } from "../train-options.ts";
import { trainWithProgress } from "../train-with-progress.ts";
import { recordOf } from "../training-record.ts";

export interface CompareOptions extends Omit<TrainOptions, "optimizer"> {
  /** Where the report goes; false: nowhere. */
  readonly report?: string | false;
}

/** Trains the same model from the same start with every optimizer, and shows them side by side. */
export async function compare(dataset: string, files: readonly string[], options: CompareOptions): Promise<void> {
  const task = await readTask({ ...options, dataset, files });
  const path = reportPath(options.report, "compare", task.name);
  if (path) await prepareReport(path);
  const results: NamedResult[] = [];
  for (const name of Object.keys(optimizers)) {
    const settings = settingsFor(task, wishesOf({ ...options, optimizer: name }));
    const { target } = options;
    const result = await interruptible((signal) => trainWithProgress(task, settings, { target, signal }));
    results.push({ name, settings, result });
  }
  const output = options.json ? process.stderr : process.stdout;
  const curves = results.map(({ name, result }) => ({ name, values: result.epochs.map(({ loss }) => loss) }));
  output.write(
    `Training loss of ${task.name}, each curve from its first epoch to its last\n\n${terminalChart(curves)}\n\n`,
  );
  output.write(`${resultsTable(task, results)}\n`);
  if (path) {
    await writeReport(path, comparisonPage(task, results));
    output.write(`Report with charts: ${relative(userFolder(), path)} (${pathToFileURL(path).href})\n`);
  }
  if (options.json)
    process.stdout.write(
      `${JSON.stringify({ dataset: task.name, seed: options.seed, results: results.map(({ settings, result }) => recordOf(task, settings, result)) })}\n`,
    );
}
