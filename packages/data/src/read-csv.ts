import type { CellBlock } from "./internal/cell-block.ts";
import { csvReader } from "./internal/csv-reader.ts";
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
export function readCsv(text: string, options: CsvOptions = {}): Table {
  if (typeof text !== "string")
    throw new TypeError(
      `readCsv: the text of a file is needed, got ${Object.prototype.toString.call(text)}; decode it as UTF-8 first?`,
    );
  const reader = csvReader(options);
  const blocks: (CellBlock | undefined)[] = [];
  // piece by piece: a parser of quotes takes forty times the memory of its text
  for (let at = 0; at < text.length; at += PIECE) blocks.push(reader.push(text.slice(at, at + PIECE)));
  blocks.push(reader.end());
  return tableOf(
    reader.columns ?? [],
    blocks.filter((block) => block !== undefined),
  );
}

const PIECE = 2 ** 20;
