import { readFile } from "node:fs/promises";
import { isAbsolute, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type Dataset, type Task as Kind, readCsv, standardize, toDataset, trainTestSplit } from "@adjoint/data";
import { divide, expandDims, isFloat, type Tensor } from "@adjoint/tensor";
import { UserError } from "./user-error.ts";

/** Inputs and what belongs to them: x [n, features], y [n] int32 labels or [n, 1] float32 values. */
export interface Examples {
  readonly x: Tensor;
  readonly y: Tensor;
}

/** What there is to learn. */
export interface Task {
  readonly name: string;
  readonly kind: Kind;
  readonly train: Examples;
  readonly test: Examples;
  readonly features: number;
  /** Numbers that the model gives for an example: one a class, or one. */
  readonly outputs: number;
  /** Targets and predictions of a regression in the unit of the file; the model sees them standardized. */
  inUnits(values: Tensor): Tensor;
}

interface BuiltIn {
  readonly target: string;
  readonly kind: Kind;
  /** The largest value of every feature, where all have one unit; otherwise each column is standardized. */
  readonly divisor?: number;
}

export const builtIn: Readonly<Record<string, BuiltIn>> = {
  digits: { target: "digit", kind: "classification", divisor: 16 },
  iris: { target: "species", kind: "classification" },
  "breast-cancer": { target: "benign", kind: "classification" },
  diabetes: { target: "progression", kind: "regression" },
};

export interface TaskSource {
  /** A built-in data set, or the path of a CSV file. */
  readonly dataset: string;
  /** The column to predict of a file. */
  readonly target?: string | undefined;
  /** What stands between two cells of a file; default: a comma. */
  readonly delimiter?: string | undefined;
}

/** Reads a data set; row i is a test row when i % 5 = 0. */
export async function readTask({ dataset, target, delimiter = "," }: TaskSource): Promise<Task> {
  const known = Object.hasOwn(builtIn, dataset) ? builtIn[dataset] : undefined;
  if (known && target !== undefined && target !== known.target)
    throw new UserError(`${dataset} predicts ${known.target}; --target is for a CSV file of yours`);
  const text = known ? await readBuiltIn(dataset) : await readFileOf(dataset);
  const column = known?.target ?? target;
  const table = readCsv(text, { delimiter: known ? "," : delimiter });
  const other = table.columns.length === 1 && /[;\t|]/.exec(table.columns[0]!)?.[0];
  if (other)
    throw new UserError(
      `${dataset} has one column, ${table.columns[0]}; add --delimiter ${other === "\t" ? "tab" : `"${other}"`}?`,
    );
  if (column === undefined)
    throw new UserError(`${dataset}: which column to predict? add --target with one of ${table.columns.join(", ")}`);
  const data = toDataset(table, { target: column, ...(known && { task: known.kind }) });
  return taskOf(dataset, data, known?.divisor);
}

const readBuiltIn = (name: string): Promise<string> =>
  readFile(fileURLToPath(new URL(`../datasets/${name}.csv`, import.meta.url)), "utf8");

async function readFileOf(path: string): Promise<string> {
  // npm runs scripts in the folder of the package; the user means the one they are in
  const full = isAbsolute(path) ? path : resolve(process.env["INIT_CWD"] ?? process.cwd(), path);
  let bytes: Uint8Array;
  try {
    bytes = await readFile(full);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT")
      throw new UserError(
        `"${path}" is no data set (${Object.keys(builtIn).join(", ")}) and no file; check the spelling?`,
      );
    throw new UserError(`"${path}" cannot be read (${code ?? String(error)}); is it a CSV file?`);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UserError(`"${path}" is no UTF-8 text; save it as CSV in UTF-8?`);
  }
}

function taskOf(name: string, data: Dataset, divisor: number | undefined): Task {
  const { features, targets, classes } = data;
  const { train, test } = trainTestSplit({ x: features, y: targets }, { every: 5 });
  const scale = divisor ? (x: Tensor) => divide(x, divisor) : standardize(train.x).apply;
  const kind = classes ? "classification" : "regression";
  if (classes && classes.length < 2)
    throw new UserError(`${name}: the target has one class only, ${classes.join()}; choose another --target?`);
  const scaler = isFloat(targets.dtype) ? standardize(expandDims(train.y, -1)) : undefined;
  const ready = ({ x, y }: Examples): Examples => ({ x: scale(x), y: scaler ? scaler.apply(expandDims(y, -1)) : y });
  return {
    name,
    kind,
    train: ready(train),
    test: ready(test),
    features: features.shape[1]!,
    outputs: classes?.length ?? 1,
    inUnits: scaler ? scaler.invert : (values) => values,
  };
}
