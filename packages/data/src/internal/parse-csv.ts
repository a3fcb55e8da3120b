import { CsvError, parse } from "csv-parse/browser/esm/sync"; // the build that needs no Buffer, for pages as for Node.js

/** The rows of a CSV text as they stand, and where: `lineOf(row)` is the line that a row begins at, from 1. */
export interface ParsedCsv {
  readonly rows: readonly (readonly string[])[];
  readonly lineOf: (row: number) => number;
}

/** RFC 4180, and also blank lines (skipped), a byte order mark, and line ends of every kind. */
export function parseCsv(text: string, delimiter: string): ParsedCsv {
  const rows: string[][] = [];
  const ends: number[] = [];
  const endOf = (row: number): number => ends[row]! - countIn(rows.slice(0, row + 1), /\r\n/g);
  try {
    parse(text, {
      bom: true,
      delimiter,
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (row: string[], { lines }) => {
        rows.push(row);
        ends.push(lines); // csv-parse counts a \r\n inside quotes twice: see endOf
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = rows.length === 0 ? 1 : endOf(rows.length - 1) + 1;
    throw new SyntaxError(
      `readCsv: quotes must enclose a whole cell and be doubled inside of it, got others in the row of line ${line}; correct them there?`,
      { cause: error },
    );
  }
  return { rows, lineOf: (row) => endOf(row) - countIn([rows[row]!], /\r\n|\r|\n/g) };
}

const countIn = (rows: readonly (readonly string[])[], pattern: RegExp): number =>
  rows.flat().reduce((count, cell) => count + (cell.match(pattern)?.length ?? 0), 0);
