import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

/** A chart of a report, drawn in the page by uPlot. */
export interface Chart {
  readonly id: string;
  readonly title: string;
  readonly series: readonly { readonly name: string; readonly x: readonly number[]; readonly y: readonly number[] }[];
  readonly isLogarithmic: boolean;
}

/** What a page shows, from top to bottom; `body` is HTML. */
export interface PageContent {
  readonly title: string;
  readonly summary: string;
  readonly body: string;
  readonly charts: readonly Chart[];
}

const colors = ["#2a6fdb", "#2e9e5b", "#d08a00", "#a33bbf", "#0e9aa7", "#d1403f"];

/** One HTML file that needs nothing else and opens from disk. */
export async function pageOf({ title, summary, body, charts }: PageContent): Promise<string> {
  const [script, style] = await Promise.all(["uPlot.iife.min.js", "uPlot.min.css"].map(uPlotFile));
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
.confusion { width: auto; }
.confusion td { text-align: center; min-width: 2.2rem; }
</style>
</head>
<body>
<h1>${escape(title)}</h1>
<p class="note">${escape(summary)}</p>
${body}
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

/** A table of texts; its first row is the head. */
export function tableHtml([head = [], ...rows]: readonly (readonly string[])[]): string {
  const cells = (tag: string, row: readonly string[]): string =>
    `<tr>${row.map((cell) => `<${tag}>${escape(cell)}</${tag}>`).join("")}</tr>`;
  return `<div class="table"><table><thead>${cells("th", head)}</thead><tbody>${rows.map((row) => cells("td", row)).join("")}</tbody></table></div>`;
}

export const escape = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
