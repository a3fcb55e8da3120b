import { parseCsv } from "./internal/parse-csv.ts";
import { parseNumber } from "./internal/parse-number.ts";
import { type Table, tableOf } from "./table.ts";

export interface CsvOptions {
  /** What stands between two cells, default ",". */
  readonly delimiter?: string;
  /**
   * Does the first row name the columns? Default: yes, but names that are all numbers are refused, since a header
   * was probably forgotten. Without one the columns are named by position: "0", "1", "2" ...
   */
  readonly header?: boolean;
}

/**
 * A table from the text of a CSV file (RFC 4180, by csv-parse). Spaces belong to their cell; blank lines are skipped.
 * @throws SyntaxError when the text is empty, a row has too few or too many cells, a quote is out of place, or the
 * header is missing, incomplete or names a column twice; TypeError when it is no text.
 * @see RFC 4180, section 2.
 * @example const iris = readCsv(await readFile("iris.csv", "utf8"))
 */
export function readCsv(text: string, { delimiter = ",", header }: CsvOptions = {}): Table {
  checkArguments(text, delimiter);
  const { rows, lineOf } = parseCsv(text, delimiter);
  const first = rows[0];
  if (first === undefined)
    throw new SyntaxError("readCsv: a header and rows are needed, got a text without any; is it the right file?");
  rows.forEach((row, i) => {
    if (row.length !== first.length)
      throw new SyntaxError(
        `readCsv: every row needs ${first.length} cells, as many as the first, got ${row.length} in line ${lineOf(i)}; quote cells that hold ${JSON.stringify(delimiter)}?`,
      );
  });
  if (header === false) return tableOf(Array.from(first.keys(), String), rows, lineOf);
  checkHeader(first, header);
  return tableOf(first, rows.slice(1), (row) => lineOf(row + 1));
}

function checkArguments(text: unknown, delimiter: string): void {
  if (typeof text !== "string")
    throw new TypeError(
      `readCsv: the text of a file is needed, got ${Object.prototype.toString.call(text)}; decode it as UTF-8 first?`,
    );
  if (delimiter === "" || /["\r\n]/.test(delimiter))
    throw new RangeError(
      `readCsv: a delimiter is text without quotes and line ends, got ${JSON.stringify(delimiter)}; pass "," or "\\t"?`,
    );
}

function checkHeader(names: readonly string[], header: true | undefined): void {
  if (header === undefined && names.every((name) => parseNumber(name) !== undefined))
    throw new SyntaxError(
      `readCsv: the first row must name the columns, got numbers alone (${names.slice(0, 3).join(", ")} ...); pass header: false, or true if they are names?`,
    );
  const nameless = names.findIndex((name) => name.trim() === "");
  if (nameless >= 0)
    throw new SyntaxError(`readCsv: every column needs a name, got none for column ${nameless}; name it in the file?`);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined)
    throw new SyntaxError(`readCsv: every column needs its own name, got "${twice}" twice; rename one in the file?`);
}
