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

/** A table of rows that have a cell for each column. */
export function tableOf(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  lineOf: (row: number) => number,
): Table {
  const text = (name: string): readonly string[] => {
    const at = columns.indexOf(name);
    if (at < 0) throw new RangeError(noSuchColumn(name, columns));
    return rows.map((row) => row[at]!);
  };
  const numbers = (name: string): Float64Array =>
    Float64Array.from(text(name), (cell, row) => {
      const value = parseNumber(cell);
      if (value !== undefined) return value;
      const got = cell.trim() === "" ? "an empty cell" : JSON.stringify(cell);
      throw new RangeError(
        `numbers: column "${name}" needs finite numbers, got ${got} in line ${lineOf(row)}; correct it or leave the row out?`,
      );
    });
  return { columns, rowCount: rows.length, text, numbers, lineOf };
}

const LISTED = 12;

function noSuchColumn(name: string, columns: readonly string[]): string {
  const list = columns.slice(0, LISTED).map((column) => `"${column}"`);
  if (columns.length > LISTED) list.push(`${columns.length - LISTED} more`);
  const nearest = nearestName(name, columns);
  const advice = nearest === undefined ? "check the first line of the file?" : `did you mean "${nearest}"?`;
  return `table: a column is needed that is there (${list.join(", ")}), got "${name}"; ${advice}`;
}
