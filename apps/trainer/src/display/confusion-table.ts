import { type ConfusionMatrix, scoresByClass } from "@adjoint/metrics";
import asciichart from "asciichart";
import Table from "cli-table3";
import { colored } from "./colors.ts";

/** A column for each class would not fit into a terminal beyond this. */
const MOST_CLASSES = 16;

/**
 * How often each class (a row) was taken for each (a column), with precision, recall and F1 of the class. Never is a dot;
 * what is right is green, mistakes are red.
 */
export function confusionTable(classes: readonly string[], matrix: ConfusionMatrix): string {
  const shown = classes.length <= MOST_CLASSES;
  const scores = scoresByClass(matrix);
  const table = new Table({
    head: ["class", ...(shown ? classes : []), "precision", "recall", "F1", "rows"],
    colAligns: ["left", ...new Array<"right">((shown ? classes.length : 0) + 4).fill("right")],
    style: { head: [], border: [], compact: true },
  });
  matrix.forEach((row, i) => {
    const { precision, recall, f1, support } = scores[i]!;
    const cells = shown ? row.map((n, j) => cell(n, i === j)) : [];
    table.push([classes[i] ?? String(i), ...cells, ...[precision, recall, f1].map(percent), String(support)]);
  });
  return table.toString();
}

const cell = (n: number, isRight: boolean): string =>
  n === 0 ? "·" : colored(String(n), isRight ? asciichart.green : asciichart.red);

const percent = (x: number): string => `${(100 * x).toFixed(1)} %`;
