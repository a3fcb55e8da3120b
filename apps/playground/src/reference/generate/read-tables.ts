import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageFolder } from "../../../../../tooling/docstrings/read-sources.ts";

/** A row of a table in a README that is about a function. */
export interface TableRow {
  readonly name: string;
  readonly group: string;
  readonly rule: string;
  readonly source: string;
}

const RULES = ["rule", "rate", "value", "form"];

/** What the tables of a package's README say: a rule and a source for each function that a row names first. */
export function readTables(packageName: string): TableRow[] {
  const rows: TableRow[] = [];
  let group = "";
  let header: readonly string[] = [];
  for (const line of readFileSync(join(packageFolder(packageName), "README.md"), "utf8").split("\n")) {
    const heading = /^#+ (.*)/.exec(line);
    if (heading) group = heading[1]!;
    const cells = cellsOf(line);
    if (!cells) header = [];
    else if (header.length === 0) header = cells;
    else rows.push(...rowsOf(group, header, cells));
  }
  return rows;
}

function rowsOf(group: string, header: readonly string[], cells: readonly string[]): TableRow[] {
  const rule = cells[header.findIndex((title) => RULES.includes(title))];
  const first = cells[0] ?? "";
  if (rule === undefined || /^-+$/.test(first)) return [];
  const names = [...first.matchAll(/`(\w+)[^`]*`/g)].map(([, name = ""]) => name);
  const source = cells[header.indexOf("source")] ?? "";
  return names.map((name) => ({ name, group, rule: rule.replaceAll("`", ""), source }));
}

/** The cells of a line of a table; a bar after a backslash is none. */
function cellsOf(line: string): readonly string[] | undefined {
  if (!line.startsWith("|")) return undefined;
  const cells = line
    .trim()
    .split(/(?<!\\)\|/)
    .slice(1, -1);
  return cells.map((cell) => cell.replaceAll("\\|", "|").trim());
}
