import type { CellBlock } from "./internal/cell-block.ts";
import { nearestName } from "./internal/nearest-name.ts";
import { parseNumber } from "./internal/parse-number.ts";

/** Cells by column. Rows count from 0, lines of the file from 1. */
export interface Table {
  readonly columns: readonly string[];
  readonly rowCount: number;
  /** The cells of a column as they are written. @throws RangeError when there is no such column. */
  readonly text: (name: string) => readonly string[];
  /** A column of finite numbers. @throws RangeError when a cell is empty, text, NaN or infinite, with its line. */
  readonly numbers: (name: string) => Float64Array;
  /** The line of the file that a row begins at, for messages. */
  readonly lineOf: (row: number) => number;
}

/** A table of blocks of rows that have a cell for each column. */
export function tableOf(columns: readonly string[], blocks: readonly CellBlock[]): Table {
  const rowCount = blocks.reduce((count, block) => count + block.rowCount, 0);
  const cellsOf = function* (name: string): Generator<string, void, undefined> {
    const at = columns.indexOf(name);
    if (at < 0) throw new RangeError(noSuchColumn(name, columns));
    for (const block of blocks) for (let row = 0; row < block.rowCount; row++) yield block.cell(row, at);
  };
  const lineOf = (row: number): number => {
    let first = 0;
    for (const block of blocks) {
      if (row < first + block.rowCount) return block.lineOf(row - first);
      first += block.rowCount;
    }
    throw new RangeError(`table: rows are from 0 to ${rowCount - 1}, got ${row}; count from 0?`);
  };
  const numbers = (name: string): Float64Array => {
    const values = new Float64Array(rowCount);
    let row = 0;
    for (const cell of cellsOf(name)) {
      const value = parseNumber(cell);
      if (value === undefined) throw new RangeError(noNumber(name, cell, lineOf(row)));
      values[row++] = value;
    }
    return values;
  };
  return { columns, rowCount, text: (name) => [...cellsOf(name)], numbers, lineOf };
}

function noNumber(name: string, cell: string, line: number): string {
  const got = cell.trim() === "" ? "an empty cell" : JSON.stringify(cell);
  return `numbers: column "${name}" needs finite numbers, got ${got} in line ${line}; correct it or leave the row out?`;
}

const LISTED = 12;

function noSuchColumn(name: string, columns: readonly string[]): string {
  const list = columns.slice(0, LISTED).map((column) => `"${column}"`);
  if (columns.length > LISTED) list.push(`${columns.length - LISTED} more`);
  const nearest = nearestName(name, columns);
  const advice = nearest === undefined ? "check the first line of the file?" : `did you mean "${nearest}"?`;
  return `table: a column is needed that is there (${list.join(", ")}), got "${name}"; ${advice}`;
}
