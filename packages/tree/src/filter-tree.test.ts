import { expect, test } from "vitest";
import { filterTree, mapTreeWithPath } from "./index.ts";

const tree = { layers: [{ weights: 1, bias: 2 }, { weights: 3 }, { bias: 4 }], scale: 5, none: {} };

test("keeps leaves under the paths that they had", () => {
  const kept = filterTree((path, leaf: number) => path.endsWith("bias") || leaf === 5, tree);
  expect(kept).toEqual({ layers: { 0: { bias: 2 }, 2: { bias: 4 } }, scale: 5 });
  const paths: [string, number][] = [];
  mapTreeWithPath((path: string, leaf: number) => paths.push([path, leaf]), kept);
  expect(paths).toEqual([
    ["layers/0/bias", 2],
    ["layers/2/bias", 4],
    ["scale", 5],
  ]);
});

test("nothing kept is an empty record, a leaf alone stays one", () => {
  expect(filterTree(() => false, tree)).toEqual({});
  expect(filterTree((path, leaf: number) => path === "" && leaf === 7, 7)).toBe(7);
  expect(filterTree(() => false, 7)).toEqual({});
});

test("does not touch its input, and keeps instances as they are", () => {
  const date = new Date(0);
  const frozen = Object.freeze({ a: Object.freeze([date]) });
  expect(filterTree(() => true, frozen)).toEqual({ a: { 0: date } });
});
