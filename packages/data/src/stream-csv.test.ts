import { spawnSync } from "node:child_process";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCsv } from "./read-csv.ts";
import { type StreamCsvOptions, streamCsv } from "./stream-csv.ts";
import type { Table } from "./table.ts";

async function tablesOf(...[source, options]: Parameters<typeof streamCsv>): Promise<Table[]> {
  const tables: Table[] = [];
  for await (const table of streamCsv(source, options)) tables.push(table);
  return tables;
}

/** All rows of some tables, with their lines. */
const rowsOf = (tables: readonly Table[]): (string | number)[][] =>
  tables.flatMap((table) => {
    const columns = table.columns.map((name) => table.text(name));
    return Array.from({ length: table.rowCount }, (_, row) => [
      table.lineOf(row),
      ...columns.map((cells) => cells[row]!),
    ]);
  });

/** Text in pieces of one size. */
const piecesOf = (text: string, size: number): string[] =>
  Array.from({ length: Math.ceil(text.length / size) }, (_, i) => text.slice(i * size, (i + 1) * size));

describe("streamCsv", () => {
  test("reads what readCsv reads, however the file is cut", async () => {
    const letters = fc.constantFrom('"', "\r", "\n", ",", "a", "1", "\ufeff", "é", "😀", " ");
    const cell = fc.string({ unit: letters, maxLength: 5 });
    const table = fc
      .integer({ min: 1, max: 3 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 }),
      );
    const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
    const lineEnds = fc.constantFrom("\n", "\r\n", "\r", "\n\n");
    const sizes = fc.record({ piece: fc.integer({ min: 1, max: 9 }), characters: fc.integer({ min: 1, max: 30 }) });
    await fc.assert(
      fc.asyncProperty(table, lineEnds, sizes, fc.boolean(), async (rows, end, { piece, characters }, asBytes) => {
        const text = `\ufeff${rows.map((row) => row.map(quoted).join(",") + end).join("")}`;
        const whole = rowsOf([readCsv(text, { header: false })]);
        expect(whole.map(([, ...cells]) => cells)).toEqual(rows);
        const bytes = Buffer.from(text);
        const pieces = asBytes
          ? Array.from({ length: Math.ceil(bytes.length / piece) }, (_, i) =>
              bytes.subarray(i * piece, (i + 1) * piece),
            )
          : piecesOf(text, piece);
        expect(rowsOf(await tablesOf(pieces, { header: false, characters }))).toEqual(whole);
      }),
      { numRuns: 300 },
    );
  });

  test("takes streams of Node.js and of pages, and pieces", async () => {
    const text = "a,b\n1,é\n2,y\n";
    const bytes = new TextEncoder().encode(text);
    const webStream = () =>
      new ReadableStream<Uint8Array>({
        start: (controller) => {
          controller.enqueue(bytes.subarray(0, 7)); // within the two bytes of é
          controller.enqueue(bytes.subarray(7));
          controller.close();
        },
      });
    const stream = webStream();
    const readerOnly = { getReader: () => stream.getReader() };
    for (const source of [Readable.from([bytes]), webStream(), readerOnly, [text], new Set([text])])
      expect(rowsOf(await tablesOf(source))).toEqual([
        [2, "1", "é"],
        [3, "2", "y"],
      ]);
  });

  test("names the columns of each table by the header, and gives none when there are no rows", async () => {
    const tables = await tablesOf(["a,b\n1,2\n", "3,4\n5,6"], { characters: 4 });
    expect(tables.map(({ columns, rowCount }) => [columns, rowCount])).toEqual([
      [["a", "b"], 1],
      [["a", "b"], 1],
      [["a", "b"], 1],
    ]);
    expect(await tablesOf(["a,b\n"])).toEqual([]);
  });

  test.each<[string, readonly unknown[], StreamCsvOptions, string]>([
    ["a short row far into the file", ["a,b\n", "1,2\n".repeat(1000), "3\n"], { characters: 16 }, "got 1 in line 1002"],
    ["a quote out of place", ["a,b\n", "1,2\n".repeat(1000), '3,4"\n'], { characters: 16 }, "row of line 1002"],
    [
      "a quote that stays open",
      ["a,b\n", "1,2\n".repeat(10), '3,"4\n', "5,6\n".repeat(1000)],
      { characters: 16 },
      "row of line 12",
    ],
    ["an empty file", [], {}, "got a text without any"],
    ["no UTF-8", [Uint8Array.of(97, 10, 0xff)], {}, "streamCsv: UTF-8 is needed"],
    ["a letter that is cut off", [Uint8Array.of(97, 10, 0xc3)], {}, "streamCsv: UTF-8 is needed"],
    ["pieces that are no text", [1], {}, "pieces are texts or Uint8Arrays, got number"],
    ["no size", ["a"], { characters: 0 }, "characters must be an integer >= 1, got 0"],
    ["another delimiter", ["a"], { delimiter: '"' }, "a delimiter is text"],
  ])("refuses %s", async (_, source, options, message) => {
    await expect(tablesOf(source as readonly string[], options)).rejects.toThrow(message);
  });

  test.each([["a,b\n1,2"], [new Uint8Array(3)], [3], [null], [{}]])(
    "refuses %o, which has no pieces",
    async (source) => {
      const tables = Reflect.apply(tablesOf, undefined, [source]) as Promise<Table[]>;
      await expect(tables).rejects.toThrow("streamCsv: a source of pieces is needed");
    },
  );

  test("closes its source when the loop is left", async () => {
    let isClosed = false;
    async function* source(): AsyncGenerator<string> {
      try {
        yield "a\n";
        for (;;) yield "1\n";
      } finally {
        isClosed = true;
      }
    }
    for await (const table of streamCsv(source(), { characters: 10 })) if (table.rowCount > 0) break;
    expect(isClosed).toBe(true);
  });

  test("reads no further than it must", async () => {
    let pieces = 0;
    function* source(): Generator<string> {
      yield "a,b\n";
      for (; pieces < 100; pieces++) yield "1,2\n3,4\n";
    }
    let tables = 0;
    for await (const table of streamCsv(source(), { characters: 8 })) {
      expect(table.rowCount).toBeLessThanOrEqual(2);
      expect(pieces).toBeLessThanOrEqual(++tables);
    }
    expect(tables).toBe(100);
  });
});

// in a process of its own, where nothing else takes memory; `npm run test:endurance` alone has the time for it
test.runIf(process.env["ENDURANCE"] === "1").each([
  ["read", 40, 600], // 15 bytes for one of the file; a table in memory takes 3 of them
  ["stream", 1000, 300],
])("to %s %d MB of CSV takes less than %d MB", (mode, size, limit) => {
  const program = fileURLToPath(new URL("./testing/csv-memory-process.ts", import.meta.url));
  const command = ["--conditions=@adjoint/source", "--import", import.meta.resolve("tsx"), program, mode, `${size}`];
  const { stdout } = spawnSync(process.execPath, command, { encoding: "utf8" });
  const { rows, growth } = JSON.parse(stdout) as { rows: number; growth: number };
  expect(rows).toBe(size * 20_000); // of 50 bytes each
  expect(growth).toBeLessThan(limit);
});
