import { CsvError, parse } from "csv-parse/browser/esm/sync"; // the build that needs no Buffer, for pages as for Node.js

/** The rows of a CSV text as they stand. */
export interface ParsedCsv {
  readonly rows: readonly (readonly string[])[];
  /** How many lines csv-parse has counted after each row: line ends \r\n inside quotes count twice. */
  readonly ends: readonly number[];
}

export interface CsvPart {
  readonly text: string;
  readonly delimiter: string;
  /** The lines of the file before this text. */
  readonly linesBefore: number;
}

/** RFC 4180, and also blank lines (skipped), a byte order mark at the beginning, and line ends of every kind. */
export const parseCsv = (part: CsvPart): ParsedCsv =>
  part.text.includes('"') ? parseQuoted(part) : splitUnquoted(part);

/** Without quotes there is nothing to parse, and cutting is twenty times faster. */
function splitUnquoted({ text, delimiter, linesBefore }: CsvPart): ParsedCsv {
  const rows: string[][] = [];
  const ends: number[] = [];
  const start = linesBefore === 0 && text.startsWith("\ufeff") ? 1 : 0;
  text
    .slice(start)
    .split(/\r\n|\n|\r/)
    .forEach((line, i) => {
      if (line === "") return;
      rows.push(line.split(delimiter));
      ends.push(i + 1);
    });
  return { rows, ends };
}

function parseQuoted({ text, delimiter, linesBefore }: CsvPart): ParsedCsv {
  const rows: string[][] = [];
  const ends: number[] = [];
  try {
    parse(text, {
      bom: linesBefore === 0,
      delimiter,
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (row: string[], { lines }) => {
        rows.push(row);
        ends.push(lines);
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = linesBefore + (rows.length === 0 ? 0 : endOf({ rows, ends }, rows.length - 1)) + 1;
    throw new SyntaxError(
      `readCsv: quotes must enclose a whole cell and be doubled inside of it, got others in the row of line ${line}; correct them there?`,
      { cause: error },
    );
  }
  return { rows, ends };
}

/** The line of the text that a row begins at, from 1. */
export const lineOfRow = (parsed: ParsedCsv, row: number): number =>
  endOf(parsed, row) - countIn([parsed.rows[row]!], /\r\n|\r|\n/g);

const endOf = ({ rows, ends }: ParsedCsv, row: number): number => ends[row]! - countIn(rows.slice(0, row + 1), /\r\n/g);

const countIn = (rows: readonly (readonly string[])[], pattern: RegExp): number =>
  rows.flat().reduce((count, cell) => count + (cell.match(pattern)?.length ?? 0), 0);
