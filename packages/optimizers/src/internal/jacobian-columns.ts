import { formatShape, isTensor, type Tensor } from "@adjoint/tensor";
import { mapTreeWithPath } from "@adjoint/tree";
import type { Tensors } from "../gradient-transform.ts";
import { concatenate } from "./flat-params.ts";

/** Numbers in a row. */
export type Row = readonly number[] | Float32Array | Float64Array;

/** A matrix: a tensor, rows, or all rows one after the other. */
export type Matrix = Tensor | Float32Array | Float64Array | readonly Row[];

/** Numbers as a vector of double precision. @throws TypeError for anything else. */
export function vectorOf(what: string, values: unknown): Float64Array {
  if (isTensor(values)) return Float64Array.from(values.dataSync());
  if (isRow(values)) return Float64Array.from(values);
  throw new TypeError(`leastSquares: ${what} must be a tensor or numbers, got ${typeof values}; flatten it?`);
}

/**
 * The columns of a Jacobian: of a matrix, or of a tree like the parameters with leaves [residuals, ...shape].
 * @throws TypeError unless it is one of these; RangeError when its sizes are not those of the problem.
 */
export function jacobianColumns(jacobian: unknown, rows: number, params: Tensors, size: number): Float64Array[] {
  if (Array.isArray(jacobian) && jacobian.every(isRow)) {
    const lengths = new Set(jacobian.map(({ length }) => length));
    const got = `${jacobian.length} rows of ${[...lengths].join(" and ")}`;
    const isEven = lengths.size <= 1 && jacobian.length === rows;
    return columnsOf(isEven ? concatenate(jacobian) : undefined, rows, size, got);
  }
  if (isTensor(jacobian) || isRow(jacobian))
    return columnsOf(entriesOf(jacobian, rows), rows, size, describe(jacobian));
  const columns: Float64Array[] = [];
  mapTreeWithPath(
    (path: string, param: Tensor, leaf: unknown) => {
      columns.push(...columnsOf(entriesOf(leaf, rows), rows, param.size, `${describe(leaf)} at ${path}`));
    },
    params,
    jacobian,
  );
  return columns;
}

const isRow = (value: unknown): value is Row =>
  value instanceof Float32Array ||
  value instanceof Float64Array ||
  (Array.isArray(value) && value.every((entry) => typeof entry === "number"));

/** The entries, row by row; undefined where the first axis has not one for each residual. */
function entriesOf(block: unknown, rows: number): Float64Array | undefined {
  const entries = vectorOf("the Jacobian", block);
  return isTensor(block) && block.shape[0] !== rows ? undefined : entries;
}

const describe = (block: unknown): string =>
  isTensor(block) ? formatShape(block.shape) : `${(block as Row).length} numbers`; // what vectorOf let through

function columnsOf(entries: Float64Array | undefined, rows: number, size: number, got: string): Float64Array[] {
  if (entries?.length !== rows * size)
    throw new RangeError(
      `leastSquares: the Jacobian must have ${rows} rows, one a residual, and ${size} columns, got ${got}; transpose it?`,
    );
  return Array.from({ length: size }, (_, j) => Float64Array.from({ length: rows }, (__, i) => entries[i * size + j]!));
}
