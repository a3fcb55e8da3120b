import type { ColumnStatistics } from "@adjoint/data";
import type { Shape, Tensor } from "@adjoint/tensor";

/** Inputs and what belongs to them, row by row. */
export interface Examples {
  /** [n, features] float32, or [n, context] int32 tokens. */
  readonly x: Tensor;
  /** [n] int32 labels, [n, 1] float32 values, or [n, context] int32 tokens. */
  readonly y: Tensor;
}

/** How a table becomes numbers; with it a model reads other tables of the same columns. */
export interface TableEncoding {
  readonly kind: "table";
  readonly features: readonly string[];
  readonly inputs: ColumnStatistics;
  readonly classes: readonly string[] | null;
  /** Of the values to predict; null for classes. */
  readonly targets: ColumnStatistics | null;
}

/** How a text becomes numbers. */
export interface TextEncoding {
  readonly kind: "text";
  readonly vocabulary: readonly string[];
  /** How many characters a model sees. */
  readonly context: number;
}

export type Encoding = TableEncoding | TextEncoding;

/** What there is to learn. */
export interface Task {
  readonly name: string;
  readonly kind: "classification" | "regression" | "text";
  readonly train: Examples;
  readonly test: Examples;
  /** The shape of one input. */
  readonly inputShape: Shape;
  /** Numbers that the model gives for an example (a character, in a text): one a class, or one. */
  readonly outputs: number;
  readonly encoding: Encoding;
  /** Targets and predictions of a regression in the unit of the file; the model sees them standardized. */
  inUnits(values: Tensor): Tensor;
  /** What a simple model comes to on the test rows, for comparison. */
  readonly baseline?: { readonly name: string; readonly loss: number };
  /** Changes when the data do. */
  readonly fingerprint: string;
}

/** Where the data of a task come from. */
export interface TaskSource {
  /** A built-in data set, the path of a CSV file, or "text". */
  readonly dataset: string;
  /** Of a text: the files that it is made of. */
  readonly files?: readonly string[] | undefined;
  /** The column to predict of a file. */
  readonly column?: string | undefined;
  /** What stands between two cells of a file; default: a comma. */
  readonly delimiter?: string | undefined;
  /** How many characters a model of a text sees. */
  readonly context?: number | undefined;
}
