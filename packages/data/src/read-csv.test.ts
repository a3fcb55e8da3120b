import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCsv } from "./read-csv.ts";

const cellsOf = (text: string, options?: Parameters<typeof readCsv>[1]): string[][] => {
  const table = readCsv(text, options);
  const columns = table.columns.map((name) => table.text(name));
  return [
    [...table.columns],
    ...Array.from({ length: table.rowCount }, (_, row) => columns.map((cells) => cells[row]!)),
  ];
};

/** Quotes every cell that needs it, by RFC 4180, sections 2.5 to 2.7; blank ones too, which would be a blank line. */
const writeCsv = (rows: readonly (readonly string[])[], delimiter: string, lineEnd: string): string =>
  rows
    .map((row) => row.map((cell) => (/^\s*$|["\r\n,;\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)))
    .map((row) => row.join(delimiter) + lineEnd)
    .join("");

describe("readCsv reads", () => {
  test("columns by name, as text and as numbers", () => {
    const table = readCsv("length,species\n5.1,setosa\n-1e-3, virginica\n");
    expect(table.columns).toEqual(["length", "species"]);
    expect(table.rowCount).toBe(2);
    expect(table.text("length")).toEqual(["5.1", "-1e-3"]);
    expect(table.text("species")).toEqual(["setosa", " virginica"]);
    expect(table.numbers("length")).toEqual(Float64Array.of(5.1, -0.001));
  });

  // the examples of RFC 4180, section 2
  test.each([
    ["a last line without its end", "a,b\r\naaa,bbb", [["aaa", "bbb"]]],
    [
      "quoted cells",
      'a,b,c\r\n"aaa","bbb","ccc"\r\nzzz,yyy,xxx',
      [
        ["aaa", "bbb", "ccc"],
        ["zzz", "yyy", "xxx"],
      ],
    ],
    ["line ends in quotes", 'a,b,c\r\n"aaa","b\r\nbb","ccc"\r\n', [["aaa", "b\r\nbb", "ccc"]]],
    ["doubled quotes", 'a,b,c\r\n"aaa","b""bb","ccc"', [["aaa", 'b"bb', "ccc"]]],
    ["delimiters in quotes", 'a,b\n"1,5",2', [["1,5", "2"]]],
  ])("%s", (_, text, rows) => {
    expect(cellsOf(text).slice(1)).toEqual(rows);
  });

  test.each(["\n", "\r\n", "\r"])("line ends of every kind, mixed ones too, beside %j", (lineEnd) => {
    expect(cellsOf(`a,b${lineEnd}1,2\r\n3,4\n5,6\r7,8`)).toEqual([
      ["a", "b"],
      ["1", "2"],
      ["3", "4"],
      ["5", "6"],
      ["7", "8"],
    ]);
  });

  test("no byte order mark into the first name, quoted or not", () => {
    expect(readCsv("\ufeffa,b\n1,2").columns).toEqual(["a", "b"]);
    expect(readCsv('\ufeff"a",b\n1,2').columns).toEqual(["a", "b"]);
  });

  test("letters of every script", () => {
    expect(cellsOf("größe,名前\n1,🌸\n")).toEqual([
      ["größe", "名前"],
      ["1", "🌸"],
    ]);
  });

  test("past blank lines, and a header alone", () => {
    expect(cellsOf("\n\na,b\n\n1,2\n\n\n")).toEqual([
      ["a", "b"],
      ["1", "2"],
    ]);
    expect(readCsv("a,b\n").rowCount).toBe(0);
    expect(readCsv("a,b\n").numbers("a")).toEqual(new Float64Array());
  });

  test("other delimiters", () => {
    expect(cellsOf("a;b\n1,5;2", { delimiter: ";" })).toEqual([
      ["a", "b"],
      ["1,5", "2"],
    ]);
    expect(readCsv("a\tb\n1\t2", { delimiter: "\t" }).numbers("b")).toEqual(Float64Array.of(2));
  });

  test("rows without a header, columns named by position", () => {
    const table = readCsv("1,2\n3,4", { header: false });
    expect(table.columns).toEqual(["0", "1"]);
    expect(table.numbers("1")).toEqual(Float64Array.of(2, 4));
  });

  test("names that are numbers, when it is told that they are names", () => {
    expect(readCsv("2023,2024\n3,4", { header: true }).numbers("2024")).toEqual(Float64Array.of(4));
  });

  test("back what a naive writer wrote", () => {
    const cell = fc.oneof(
      fc.string({
        unit: fc
          .nat(0x10ffff)
          .filter((point) => point < 0xd800 || point > 0xdfff)
          .map((point) => String.fromCodePoint(point)),
      }),
      fc.string({ unit: fc.constantFrom('"', "\r", "\n", ",", ";", "\t", " ", "a", "\ufeff") }),
    );
    const rows = fc
      .integer({ min: 1, max: 5 })
      .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1 }));
    fc.assert(
      fc.property(
        rows,
        fc.constantFrom(",", ";", "\t"),
        fc.constantFrom("\n", "\r\n", "\r"),
        (cells, delimiter, end) => {
          // a byte order mark in front of the text belongs to no cell
          const text = `\ufeff${writeCsv(cells, delimiter, end)}`;
          expect(cellsOf(text, { delimiter, header: false }).slice(1)).toEqual(cells);
        },
      ),
      { numRuns: 500 },
    );
  });

  test("back the numbers that were written", () => {
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(fc.array(finite), (values) => {
        const numbers = readCsv(`x\n${values.map(String).join("\n")}\n`).numbers("x");
        // "-0" is written as "0"
        expect([...numbers]).toEqual(values.map((value) => value + 0));
      }),
    );
  });
});

describe("readCsv refuses", () => {
  test.each([
    ["an empty text", "", SyntaxError, "got a text without any"],
    ["blank lines alone", "\n\r\n\n", SyntaxError, "got a text without any"],
    ["a forgotten header", "0,5,13\n1,2,3", SyntaxError, "got numbers alone (0, 5, 13 ...)"],
    ["a column without a name", "a,,c\n1,2,3", SyntaxError, "got none for column 1"],
    ["a name that comes twice", "a,b,a\n1,2,3", SyntaxError, 'got "a" twice'],
    ["a short row", "a,b\n1,2\n\n3\n", SyntaxError, "needs 2 cells, as many as the first, got 1 in line 4"],
    ["a long row", "a,b\n1,2,3\n", SyntaxError, "got 3 in line 2"],
    ["a long row behind line ends in quotes", 'a,b\r\n1,"\r\n\r\n\n"\r\n1,2,3', SyntaxError, "got 3 in line 6"],
    ["a long row that has line ends", 'a,b\r\n1,2\r\n"\r\n",2,3', SyntaxError, "got 3 in line 3"],
    ["a quote that stays open", 'a,b\n1,2\n3,"4\n5,6\n', SyntaxError, "got others in the row of line 3"],
    ["a quote inside a cell", 'a,b\n1,5"\n', SyntaxError, "got others in the row of line 2"],
    ["text behind a quote", '"a"b,c\n', SyntaxError, "got others in the row of line 1"],
  ])("%s", (_, text, kind, message) => {
    expect(() => readCsv(text)).toThrow(kind);
    expect(() => readCsv(text)).toThrow(message);
  });

  test.each(["", '"', "\n", ",\r"])("the delimiter %j", (delimiter) => {
    expect(() => readCsv("a,b\n1,2", { delimiter })).toThrow(RangeError);
  });

  test("bytes", () => {
    // @ts-expect-error a file that was not decoded
    expect(() => readCsv(new Uint8Array(3))).toThrow(
      new TypeError("readCsv: the text of a file is needed, got [object Uint8Array]; decode it as UTF-8 first?"),
    );
  });
});
