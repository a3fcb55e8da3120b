import type { CsvOptions } from "../read-csv.ts";
import { type CellBlock, cellBlock } from "./cell-block.ts";
import { lineOfRow, type ParsedCsv, parseCsv } from "./parse-csv.ts";
import { parseNumber } from "./parse-number.ts";
import { recordSplitter } from "./record-splitter.ts";

/** Reads a CSV text that comes in pieces. */
export interface CsvReader {
  /** Those of the header, once it was read. */
  readonly columns: readonly string[] | undefined;
  /** The rows that are whole by now, if there are any. */
  readonly push: (piece: string) => CellBlock | undefined;
  /** The last rows. @throws SyntaxError when there was none at all. */
  readonly end: () => CellBlock | undefined;
}

/** @throws RangeError for another delimiter; SyntaxError: see `readCsv`. */
export function csvReader({ delimiter = ",", header }: CsvOptions): CsvReader {
  if (typeof delimiter !== "string" || delimiter === "" || /["\r\n]/.test(delimiter))
    throw new RangeError(
      `readCsv: a delimiter is text without quotes and line ends, got ${JSON.stringify(delimiter)}; pass "," or "\\t"?`,
    );
  const splitter = recordSplitter();
  let columns: readonly string[] | undefined;
  let linesBefore = 0;
  const read = (text: string): CellBlock | undefined => {
    const parsed = parseCsv({ text, delimiter, linesBefore });
    const first = parsed.rows[0];
    const isStart = columns === undefined;
    if (first) {
      columns ??= columnsOf(first, header);
      checkWidths(parsed, columns.length, delimiter, linesBefore);
    }
    const block = cellBlock(parsed, linesBefore, isStart && header !== false ? 1 : 0);
    linesBefore += countLines(text);
    return block.rowCount > 0 ? block : undefined;
  };
  return {
    get columns() {
      return columns;
    },
    push: (piece) => read(splitter.push(piece)),
    end: () => {
      const last = read(splitter.end());
      if (columns === undefined)
        throw new SyntaxError("readCsv: a header and rows are needed, got a text without any; is it the right file?");
      return last;
    },
  };
}

function columnsOf(first: readonly string[], header: boolean | undefined): readonly string[] {
  if (header === false) return Array.from(first.keys(), String);
  checkHeader(first, header);
  return first;
}

function checkWidths(parsed: ParsedCsv, width: number, delimiter: string, linesBefore: number): void {
  const at = parsed.rows.findIndex((row) => row.length !== width);
  if (at >= 0)
    throw new SyntaxError(
      `readCsv: every row needs ${width} cells, as many as the first, got ${parsed.rows[at]!.length} in line ${linesBefore + lineOfRow(parsed, at)}; quote cells that hold ${JSON.stringify(delimiter)}?`,
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

/** Line ends of every kind. A part begins behind a whole one, so none is counted twice. */
function countLines(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (letter === "\r" || (letter === "\n" && text[at - 1] !== "\r")) count++;
  }
  return count;
}
