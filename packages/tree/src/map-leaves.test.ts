import { expect, test } from "vitest";
import { mapLeaves } from "./index.ts";

test("f gets each leaf and its path; the form stays", () => {
  const date = new Date(0);
  const tree = Object.freeze({ layers: [{ bias: 1, none: undefined }], "a/b": date, empty: {}, list: [] });
  expect(mapLeaves((leaf: unknown, path) => [leaf, path], tree)).toEqual({
    layers: [{ bias: [1, "layers/0/bias"] }],
    "a/b": [date, "a~1b"],
    empty: {},
    list: [],
  });
  expect(mapLeaves((leaf: number, path) => `${leaf}${path}`, 5)).toBe("5");
});

test.each([[null], [undefined], [0], ["text"], [new Date(0)], [new Float32Array(1)], [() => 0], [Symbol.iterator]])(
  "%s is a leaf",
  (value) => {
    expect(mapLeaves((leaf: unknown) => [leaf], value)).toEqual([value]);
  },
);

test("an object without a prototype is a node", () => {
  const tree = Object.assign(Object.create(null), { a: 1 }) as object;
  expect(mapLeaves((leaf: number) => leaf + 1, tree)).toEqual({ a: 2 });
});
