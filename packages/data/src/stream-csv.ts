import type { ChunkSource } from "./chunk-source.ts";
import { csvReader } from "./internal/csv-reader.ts";
import { textPieces } from "./internal/text-pieces.ts";
import type { CsvOptions } from "./read-csv.ts";
import { type Table, tableOf } from "./table.ts";

export interface StreamCsvOptions extends CsvOptions {
  /** A table holds the rows of about so many characters; default 2^20. */
  readonly characters?: number;
}

/**
 * A CSV file of any size as tables of some rows each, one after the other: what is in memory is one of them. The first row
 * names the columns of all.
 * @throws what `readCsv` throws, when the row is reached; SyntaxError for bytes that are not UTF-8; RangeError unless
 * characters is an integer >= 1; TypeError for a source without pieces.
 * @example
 * for await (const table of streamCsv(createReadStream("large.csv")))
 *   train(toDataset(table, { target: "label", classes: ["no", "yes"] }));
 */
export async function* streamCsv(
  source: ChunkSource<string | Uint8Array>,
  { characters = 2 ** 20, ...options }: StreamCsvOptions = {},
): AsyncGenerator<Table, void, undefined> {
  if (!Number.isInteger(characters) || characters < 1)
    throw new RangeError(`streamCsv: characters must be an integer >= 1, got ${characters}; leave it out?`);
  const reader = csvReader(options);
  for await (const piece of textPieces("streamCsv", source, characters)) {
    const block = reader.push(piece);
    if (block) yield tableOf(reader.columns ?? [], [block]);
  }
  const last = reader.end();
  if (last) yield tableOf(reader.columns ?? [], [last]);
}
