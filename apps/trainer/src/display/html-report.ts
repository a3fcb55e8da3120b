import { access, constants, mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import type { Settings } from "../settings.ts";
import type { Task } from "../task.ts";
import { UserError } from "../user-error.ts";
import { formatAccuracy, formatLoss, type NamedResult } from "./results-table.ts";

export interface ReportedResult extends NamedResult {
  readonly settings: Settings;
}

const colors = ["#2a6fdb", "#2e9e5b", "#d08a00", "#a33bbf", "#0e9aa7", "#d1403f"];

/** Writes one HTML file with tables and charts that opens from disk; it appears whole or not at all. */
export async function writeReport(path: string, task: Task, results: readonly ReportedResult[]): Promise<void> {
  const html = await reportHtml(task, results);
  const part = `${path}.part`;
  try {
    await writeFile(part, html);
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw cannotWrite(path, error);
  }
}

/** Makes the folder of a report, before the work that it is to show. @throws UserError when none can be written there. */
export async function prepareReport(path: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await access(dirname(path), constants.W_OK);
  } catch (error) {
    throw cannotWrite(path, error);
  }
  const there = await stat(path).catch(() => undefined);
  if (there?.isDirectory()) throw new UserError(`--report ${path} is a folder; add the name of a file?`);
}

const cannotWrite = (path: string, error: unknown): UserError =>
  new UserError(
    `--report ${path} cannot be written (${(error as NodeJS.ErrnoException).code ?? String(error)}); choose another place?`,
  );

async function reportHtml(task: Task, results: readonly ReportedResult[]): Promise<string> {
  const [script, style] = await Promise.all(["uPlot.iife.min.js", "uPlot.min.css"].map(uPlotFile));
  const isClassification = task.kind === "classification";
  const title = `${task.name}: ${results.length} optimizers`;
  const charts = [
    { id: "loss", title: "Training loss", series: curvesOf(results, ({ loss }) => loss), isLogarithmic: true },
    ...(isClassification
      ? [
          {
            id: "accuracy",
            title: "Test accuracy",
            series: curvesOf(results, ({ testAccuracy }) => testAccuracy ?? 0),
            isLogarithmic: false,
          },
        ]
      : []),
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<style>
${style}
:root { color-scheme: light; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1d2430; background: #fff; }
h1 { overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0 2rem; }
th, td { padding: .4rem .6rem; text-align: right; border-bottom: 1px solid #dde2ea; }
th:first-child, td:first-child { text-align: left; }
.table { overflow-x: auto; }
.note { color: #5a6475; }
</style>
</head>
<body>
<h1>${escape(title)}</h1>
<p class="note">${escape(summaryOf(task, results[0]!.settings))}</p>
<div class="table">${tableHtml(isClassification, results)}</div>
${charts.map(({ id, title: heading }) => `<h2>${heading}</h2>\n<div id="${id}"></div>`).join("\n")}
<p class="note">An epoch is one pass over the training rows. Click a name in a legend to hide or show its curve.</p>
<script>${script}</script>
<script>
const charts = ${JSON.stringify(charts).replaceAll("<", "\\u003c")};
const colors = ${JSON.stringify(colors)};
const draw = ({ id, title, series, isLogarithmic }) => {
  const box = document.getElementById(id);
  const epochs = [...new Set(series.flatMap((s) => s.x))].sort((a, b) => a - b);
  const at = new Map(epochs.map((x, i) => [x, i]));
  const columns = series.map(({ x, y }) => {
    const column = new Array(epochs.length).fill(null);
    x.forEach((epoch, i) => { column[at.get(epoch)] = y[i]; });
    return column;
  });
  const size = () => ({ width: box.clientWidth, height: Math.min(420, Math.max(260, box.clientWidth / 2)) });
  const plot = new uPlot({
    ...size(),
    scales: { x: { time: false, distr: 3 }, y: { distr: isLogarithmic ? 3 : 1 } },
    axes: [{ label: "epoch" }, { label: title, size: 70 }],
    series: [{ label: "epoch" }, ...series.map(({ name }, i) => ({
      label: name, stroke: colors[i % colors.length], width: 2, spanGaps: true, points: { show: false },
      value: (_, v) => (v === null ? "-" : v.toPrecision(4)),
    }))],
  }, [epochs, ...columns], box);
  addEventListener("resize", () => plot.setSize(size()));
};
charts.forEach(draw);
</script>
</body>
</html>
`;
}

const uPlotFile = (name: string): Promise<string> =>
  readFile(createRequire(import.meta.url).resolve(`uplot/dist/${name}`), "utf8");

type Epoch = NamedResult["result"]["epochs"][number];

const curvesOf = (results: readonly NamedResult[], valueOf: (epoch: Epoch) => number) =>
  results.map(({ name, result }) => ({
    name,
    x: result.epochs.map(({ epoch }) => epoch),
    y: result.epochs.map(valueOf),
  }));

const summaryOf = (task: Task, { sizes, activationName, lossName, seed }: Settings): string =>
  `${task.train.x.shape[0]} rows to train on, ${task.test.x.shape[0]} to test on; layers ${sizes.join("-")}, ${activationName}, ${lossName}, seed ${seed}.`;

function tableHtml(isClassification: boolean, results: readonly ReportedResult[]): string {
  const head = [
    "optimizer",
    "learning rate",
    "schedule",
    "batch",
    "epochs",
    "train loss",
    "test loss",
    ...(isClassification ? ["test accuracy"] : []),
    "steps",
    "seconds",
  ];
  const rows = results.map(({ name, result, settings }) => [
    name,
    String(settings.learningRate),
    settings.scheduleName,
    String(settings.batchSize),
    String(settings.epochs),
    formatLoss(result.trainLoss),
    formatLoss(result.testLoss),
    ...(isClassification ? [formatAccuracy(result.testAccuracy)] : []),
    String(result.steps),
    result.seconds.toFixed(2),
  ]);
  const cells = (tag: string, row: readonly string[]): string =>
    `<tr>${row.map((cell) => `<${tag}>${escape(cell)}</${tag}>`).join("")}</tr>`;
  return `<table><thead>${cells("th", head)}</thead><tbody>${rows.map((row) => cells("td", row)).join("")}</tbody></table>`;
}

const escape = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
