import { type Tensor, tensor } from "@adjoint/tensor";
import type { Table } from "../table.ts";
import { float32Column } from "./float32-column.ts";
import { parseNumber } from "./parse-number.ts";

export type Task = "classification" | "regression";

export interface Targets {
  /** [rows]: indices into `classes` (int32), or the values (float32) where there are no classes. */
  readonly targets: Tensor;
  /** The names of the classes, sorted. */
  readonly classes?: readonly string[];
}

/** Integers of more different values than this are a quantity. */
const MOST_CLASSES = 20;

/** The column to predict; see `toDataset` for how a task is chosen. */
export function targetsOf(
  table: Table,
  name: string,
  { task, classes }: { readonly task: Task | undefined; readonly classes: readonly string[] | undefined },
): Targets {
  if (task !== undefined && task !== "classification" && task !== "regression")
    throw new TypeError(
      `toDataset: a task is "classification" or "regression", got ${JSON.stringify(task)}; leave it out for the default?`,
    );
  if (classes && task !== "regression") return keptClasses(table, name, classes);
  if (task === "regression") return { targets: tensor(float32Column(table, name)) };
  const labels = table.text(name);
  const numberCount = labels.filter((label) => parseNumber(label) !== undefined).length;
  // numbers with some text between them are labels only when the caller says so: it may be a slip
  if (numberCount === 0 || (task && numberCount < labels.length)) return textClasses(table, name, labels);
  const values = table.numbers(name);
  const different = [...new Set(values)];
  different.sort((a, b) => a - b);
  const areLabels = different.length <= MOST_CLASSES && different.every(Number.isInteger);
  return task || areLabels ? classesOf(values, different) : { targets: tensor(float32Column(table, name)) };
}

function textClasses(table: Table, name: string, labels: readonly string[]): Targets {
  const row = labels.findIndex((label) => label.trim() === "");
  if (row >= 0)
    throw new RangeError(
      `toDataset: column "${name}" needs a label in every row, got an empty cell in line ${table.lineOf(row)}; fill it in or leave the row out?`,
    );
  const different = [...new Set(labels)];
  different.sort();
  return classesOf(labels, different);
}

function keptClasses(table: Table, name: string, classes: readonly string[]): Targets {
  const indices = new Map(classes.map((label, index) => [label, index]));
  // "1.0" is the class "1", as it was when the classes were taken
  const indexOf = (label: string): number | undefined => indices.get(label) ?? indices.get(String(parseNumber(label)));
  const targets = Int32Array.from(table.text(name), (label, row) => {
    const index = indexOf(label);
    if (index !== undefined) return index;
    throw new RangeError(
      `toDataset: column "${name}" needs one of the classes (${classes.slice(0, 12).join(", ")}), got ${JSON.stringify(label)} in line ${table.lineOf(row)}; was it missing before?`,
    );
  });
  return { targets: tensor(targets), classes };
}

function classesOf<T extends string | number>(labels: ArrayLike<T>, different: readonly T[]): Targets {
  const indices = new Map(different.map((label, index) => [label, index]));
  return { targets: tensor(Int32Array.from(labels, (label) => indices.get(label)!)), classes: different.map(String) };
}
