import { expect, test } from "vitest";
import { mapTree, mapTreeWithPath } from "./index.ts";

test("keeps the form, arrays and records, and leaves instances alone", () => {
  const date = new Date(0);
  expect(mapTree((x: unknown) => [x], { a: 1, b: [2, { c: date }], d: {} })).toEqual({
    a: [1],
    b: [[2], { c: [date] }],
    d: {},
  });
  expect(mapTree((x: number) => x + 1, 4)).toBe(5);
});

test("does not touch its input", () => {
  const tree = Object.freeze({ a: Object.freeze([1, 2]) });
  expect(mapTree((x: number) => 2 * x, tree)).toEqual({ a: [2, 4] });
});

test("finds the leaves of further trees by name, whatever their order", () => {
  const difference = (p: number, g: number, h: number) => p - g - h;
  expect(mapTree(difference, { w: 1, b: [2] }, { b: [20], w: 10 }, { w: 0, b: [1] })).toEqual({ w: -9, b: [-19] });
});

test("names paths with slashes, fields that are undefined have none", () => {
  expect(mapTreeWithPath((path: string) => path, { layers: [{ bias: 0, scale: undefined }], x: 0 })).toEqual({
    layers: [{ bias: "layers/0/bias" }],
    x: "x",
  });
});

test("no two leaves have one path, whatever their names", () => {
  const tree = { "a/b": 0, a: { b: 0, "~1b": 0, "": 0 }, "a~1b": 0, "": { a: 0 }, "~": 0, "~/": [0] };
  const paths: string[] = [];
  mapTreeWithPath((path: string) => paths.push(path), tree);
  expect(paths).toEqual(["a~1b", "a/b", "a/~01b", "a/~", "a~01b", "~/a", "~0", "~0~1/0"]);
  expect(new Set(paths).size).toBe(paths.length);
});

test.each([
  [{ a: [1, 2] }, { a: [1] }, "tree: a must be an array of 2 as in the first tree, got an array of 1"],
  [{ a: { b: 1 } }, { a: { c: 1 } }, "tree: a must be a record of {b} as in the first tree, got a record of {c}"],
  [{ a: { b: 1 } }, { a: 1 }, "tree: a must be a record of {b} as in the first tree, got a leaf"],
  [{ a: 1 }, { a: 1, b: 2 }, "tree: the root must be a record of {a} as in the first tree, got a record of {a, b}"],
  [[1], undefined, "tree: the root must be an array of 1 as in the first tree, got missing"],
])("a tree that differs is named by its path: %j against %j", (first, other, message) => {
  expect(() => mapTree(() => 0, first, other)).toThrow(TypeError);
  expect(() => mapTree(() => 0, first, other)).toThrow(message);
});

test("a field named __proto__ stays a field", () => {
  const tree = JSON.parse('{ "__proto__": 1 }') as Record<string, unknown>;
  const mapped = mapTree((x: number) => x + 1, tree) as Record<string, unknown>;
  expect(Object.entries(mapped)).toEqual([["__proto__", 2]]);
  expect(Object.getPrototypeOf(mapped)).toBe(Object.prototype);
});
