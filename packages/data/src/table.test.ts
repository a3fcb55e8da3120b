import { describe, expect, test } from "vitest";
import { cellBlock } from "./internal/cell-block.ts";
import { readCsv } from "./read-csv.ts";
import { tableOf } from "./table.ts";

describe("a column that is not there", () => {
  const iris = readCsv("sepal_length,sepal_width,species\n1,2,a");

  test.each([
    ["specis", "species"],
    ["Species", "species"],
    [" species", "species"],
    ["sepal-width", "sepal_width"],
    ["sepalLength", "sepal_length"],
  ])("%j is taken for a slip", (name, meant) => {
    expect(() => iris.text(name)).toThrow(RangeError);
    expect(() => iris.numbers(name)).toThrow(
      `table: a column is needed that is there ("sepal_length", "sepal_width", "species"), got "${name}"; did you mean "${meant}"?`,
    );
  });

  test("is not taken for one that is far from it", () => {
    expect(() => iris.text("progression")).toThrow('got "progression"; check the first line of the file?');
  });

  test("lists no more columns than one can read", () => {
    const names = Array.from({ length: 40 }, (_, i) => `pixel${i}`);
    expect(() => tableOf(names, []).text("digit")).toThrow('"pixel11", 28 more), got "digit"');
  });
});

describe("a column of numbers", () => {
  test.each([
    ["0", 0],
    ["-0", -0],
    ["+5", 5],
    ["5.", 5],
    [".5", 0.5],
    [" 1.5 ", 1.5],
    ["1e3", 1000],
    ["-2.5E-2", -0.025],
    ["1.7976931348623157e308", Number.MAX_VALUE],
    ["5e-324", Number.MIN_VALUE],
    ["007", 7],
  ])("takes %j", (cell, value) => {
    expect(tableOf(["x"], [cellBlock({ rows: [[cell]], ends: [1] }, 0)]).numbers("x")[0]).toBe(value);
  });

  test.each([
    "NaN",
    "Infinity",
    "-inf",
    "1e999",
    "0x10",
    "0b1",
    "1_000",
    "1,5",
    "1e",
    ".",
    "-",
    "NA",
    "?",
    "five",
    "1 2",
  ])("does not take %j, and says where it is", (cell) => {
    const table = readCsv(`x,y\n1,2\n"${cell}",3`);
    expect(() => table.numbers("x")).toThrow(RangeError);
    expect(() => table.numbers("x")).toThrow(
      `numbers: column "x" needs finite numbers, got "${cell}" in line 3; correct it or leave the row out?`,
    );
    expect(table.numbers("y")).toEqual(Float64Array.of(2, 3));
  });

  test.each(["", " "])("has no empty cell like %j", (cell) => {
    expect(() => readCsv(`x,y\n\n1,2\n${cell},3`).numbers("x")).toThrow("got an empty cell in line 4");
  });

  test("is read in time that grows with its length, whatever it holds", () => {
    const cell = `${"1".repeat(100_000)}x`;
    expect(() => tableOf(["x"], [cellBlock({ rows: [[cell]], ends: [1] }, 0)]).numbers("x")).toThrow(RangeError);
  });
});

test("lineOf is the line that a row begins at", () => {
  const table = readCsv('\na,b\r\n1,"x\r\ny"\r\n\n"\n\n",3\r5,6\n');
  expect([0, 1, 2].map(table.lineOf)).toEqual([3, 6, 9]);
  expect(readCsv("1,2\n3,4", { header: false }).lineOf(1)).toBe(2);
});
