import { type Tensor, tensor } from "@adjoint/tensor";
import { float32Column } from "./internal/float32-column.ts";
import { type Targets, type Task, targetsOf } from "./internal/targets-of.ts";
import type { Table } from "./table.ts";

/** Examples to learn from, a row each; `classes` are there for a classification alone. */
export interface Dataset extends Targets {
  /** float32 [rows, features] */
  readonly features: Tensor;
  /** What each column of the features is. */
  readonly featureNames: readonly string[];
}

export interface DatasetOptions {
  /** The column to predict. */
  readonly target: string;
  /**
   * Default: "classification" when no target is a number, or when all are integers, of at most 20 different values;
   * "regression" for other numbers.
   */
  readonly task?: Task;
  /** The columns to predict from, in this order. Default: all but the target. */
  readonly features?: readonly string[];
  /**
   * The classes, in the order of their indices, as an earlier data set had them. Default: those of the table. A label
   * that is none of them throws.
   */
  readonly classes?: readonly string[];
}

/**
 * Features and targets from a table.
 *
 * Classes are sorted: by value when all of them are numbers ("10" follows "9", and "1.0" is "1"), else by their
 * characters. Targets are indices into them (int32) or, of a regression, the values (float32).
 * @throws RangeError when a column is not there, a feature or value is no finite number in float32, a label is empty,
 * there is no row or no feature, the target is among the features, or a label is none of the classes that were given;
 * TypeError for an unknown task.
 * @example const { features, targets, classes } = toDataset(readCsv(text), { target: "species" })
 */
export function toDataset(table: Table, { target, task, features, classes }: DatasetOptions): Dataset {
  const featureNames = features ?? table.columns.filter((name) => name !== target);
  const targets = targetsOf(table, target, { task, classes });
  if (featureNames.includes(target))
    throw new RangeError(
      `toDataset: features must not hold the target, got "${target}" as both; leave it out of them?`,
    );
  if (table.rowCount === 0 || featureNames.length === 0)
    throw new RangeError(
      `toDataset: rows with columns beside "${target}" are needed, got ${table.rowCount} rows with ${featureNames.length}; is it the right table?`,
    );
  return { features: featuresOf(table, featureNames), featureNames, ...targets };
}

function featuresOf(table: Table, names: readonly string[]): Tensor {
  const width = names.length;
  const flat = new Float32Array(table.rowCount * width);
  names.forEach((name, at) => {
    float32Column(table, name).forEach((value, row) => {
      flat[row * width + at] = value;
    });
  });
  return tensor(flat, { shape: [table.rowCount, width] });
}
