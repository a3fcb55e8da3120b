import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import {
  type ColumnStatistics,
  type Dataset,
  type Task as Kind,
  readCsv,
  standardize,
  standardizeBy,
  type Table,
  toDataset,
  trainTestSplit,
} from "@adjoint/data";
import { expandDims, isFloat } from "@adjoint/tensor";
import { UserError } from "../user-error.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { readTextFile } from "./read-file.ts";
import type { Examples, Task, TaskSource } from "./task.ts";

interface BuiltIn {
  readonly column: string;
  readonly kind: Kind;
  /** The largest value of every feature, where all have one unit; otherwise each column is standardized. */
  readonly divisor?: number;
}

export const builtIn: Readonly<Record<string, BuiltIn>> = {
  digits: { column: "digit", kind: "classification", divisor: 16 },
  iris: { column: "species", kind: "classification" },
  "breast-cancer": { column: "benign", kind: "classification" },
  diabetes: { column: "progression", kind: "regression" },
};

/** Reads a data set; row i is a test row when i % 5 = 0. */
export async function readTableTask({ dataset, column, delimiter = "," }: TaskSource): Promise<Task> {
  const known = Object.hasOwn(builtIn, dataset) ? builtIn[dataset] : undefined;
  if (known && column !== undefined && column !== known.column)
    throw new UserError(`${dataset} predicts ${known.column}; --column is for a CSV file of yours`);
  const text = known ? await readBuiltIn(dataset) : await readTable(dataset);
  const target = known?.column ?? column;
  const table = parse(dataset, text, known ? "," : delimiter);
  if (target === undefined)
    throw new UserError(`${dataset}: which column to predict? add --column with one of ${table.columns.join(", ")}`);
  const data = toDataset(table, { target, ...(known && { task: known.kind }) });
  return { ...taskOf(dataset, data, known?.divisor), fingerprint: fingerprintOf(text) };
}

const readBuiltIn = (name: string): Promise<string> =>
  readFile(fileURLToPath(new URL(`../../datasets/${name}.csv`, import.meta.url)), "utf8");

export const readTable = (path: string): Promise<string> =>
  readTextFile(
    path,
    `"${path}" is no data set (${Object.keys(builtIn).join(", ")}, text) and no file; check the spelling?`,
  );

/** The table of a text. @throws UserError when it seems to be divided by something else. */
export function parse(name: string, text: string, delimiter: string): Table {
  const table = readCsv(text, { delimiter });
  const other = table.columns.length === 1 && /[;\t|]/.exec(table.columns[0]!)?.[0];
  if (other)
    throw new UserError(
      `${name} has one column, ${table.columns[0]}; add --delimiter ${other === "\t" ? "tab" : `"${other}"`}?`,
    );
  return table;
}

function taskOf(name: string, data: Dataset, divisor: number | undefined): Omit<Task, "fingerprint"> {
  const { features, featureNames, targets, classes = null } = data;
  const { train, test } = trainTestSplit({ x: features, y: targets }, { every: 5 });
  if (classes && classes.length < 2)
    throw new UserError(`${name}: the target has one class only, ${classes.join()}; choose another --column?`);
  const inputs = standardizeBy(divisor ? dividing(featureNames.length, divisor) : standardize(train.x));
  const values = isFloat(targets.dtype) ? standardize(expandDims(train.y, -1)) : undefined;
  const ready = ({ x, y }: Examples): Examples => ({
    x: inputs.apply(x),
    y: values ? values.apply(expandDims(y, -1)) : y,
  });
  return {
    name,
    kind: classes ? "classification" : "regression",
    train: ready(train),
    test: ready(test),
    inputShape: [featureNames.length],
    outputs: classes?.length ?? 1,
    encoding: {
      kind: "table",
      features: featureNames,
      inputs: statisticsOf(inputs),
      classes,
      targets: values ? statisticsOf(values) : null,
    },
    inUnits: values ? values.invert : (t) => t,
  };
}

const statisticsOf = ({ mean, standardDeviation }: ColumnStatistics): ColumnStatistics => ({ mean, standardDeviation });

/** Statistics that divide every column. */
const dividing = (columns: number, divisor: number): ColumnStatistics => ({
  mean: new Array<number>(columns).fill(0),
  standardDeviation: new Array<number>(columns).fill(divisor),
});
