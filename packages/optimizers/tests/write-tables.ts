// Writes the tables of optimizers into the README, as npm run update:packages does.
import { readFileSync, writeFileSync } from "node:fs";
import { catalogue } from "../src/testing/catalogue.ts";
import { optimizers, rulesHead, rulesRow } from "./rules-row.ts";
import { stepsHead, stepsOfLine, stepsRow } from "./steps-row.ts";

const file = new URL("../README.md", import.meta.url);

/** What stands in the first cell of a line: `adam({ learningRate: e })`. */
const callIn = (line: string): string => line.split("`")[1]!;

/** Lines with a table anew. Rows that are there keep their places, and new ones come last. */
function withTable(
  lines: readonly string[],
  head: readonly string[],
  rowsFrom: (present: readonly string[]) => readonly string[],
): readonly string[] {
  const start = lines.indexOf(head[0]!);
  if (start < 0) throw new Error(`write-tables: README.md needs a line "${head[0]}"; write it where the table goes`);
  const end = lines.indexOf("", start);
  return [...lines.slice(0, start), ...head, ...rowsFrom(lines.slice(start + 2, end)), ...lines.slice(end)];
}

/** Names in the order of their rows, and then the others. */
function ordered(names: Iterable<string>, present: readonly string[]): string[] {
  const old = present.map((line) => /^\w+/.exec(callIn(line))![0]);
  const isPlaced = (name: string): boolean => old.includes(name);
  const all = [...names];
  return [...old.filter((name) => all.includes(name)), ...all.filter((name) => !isPlaced(name))];
}

/** A row that still holds stays; the best rates of others are looked for, which takes some seconds. */
function stepsRows(present: readonly string[]): string[] {
  const rows = catalogue.map((entry) => {
    const line = stepsOfLine(entry, present);
    return line !== undefined && present.includes(line) ? line : stepsRow(entry);
  });
  return [...present.filter((line) => rows.includes(line)), ...rows.filter((line) => !present.includes(line))];
}

let lines: readonly string[] = readFileSync(file, "utf8").split("\n");
lines = withTable(lines, rulesHead, (present) => ordered(optimizers.keys(), present).map(rulesRow));
lines = withTable(lines, stepsHead, stepsRows);
writeFileSync(file, lines.join("\n"));
