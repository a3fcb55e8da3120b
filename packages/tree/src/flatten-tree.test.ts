import { expect, expectTypeOf, test } from "vitest";
import { flattenTree } from "./index.ts";

const isNumber = (value: unknown): value is number => typeof value === "number";

interface Layer {
  weights: number;
  bias?: number;
}

test("gives leaves and paths in order, and the way back", () => {
  const { leaves, paths, rebuild } = flattenTree(isNumber, { b: [1, { c: 2 }], a: 3 });
  expect(leaves).toEqual([1, 2, 3]);
  expect(paths).toEqual(["b/0", "b/1/c", "a"]);
  expect(rebuild([10, 20, 30])).toEqual({ b: [10, { c: 20 }], a: 30 });
});

test("the way back needs as many leaves", () => {
  const { rebuild } = flattenTree(isNumber, { a: 1, b: 2 });
  expect(() => rebuild([1])).toThrow(
    new RangeError("tree: 2 leaves are needed to rebuild it, got 1; give one for each path?"),
  );
  expect(() => rebuild([1, 2, 3])).toThrow(RangeError);
});

test("accepts interfaces with optional fields and tuples, and keeps their type", () => {
  const tree: [Layer, { readonly scale: number }] = [{ weights: 1 }, { scale: 2 }];
  const { rebuild } = flattenTree<number, typeof tree>(isNumber, tree);
  expectTypeOf(rebuild).returns.toEqualTypeOf<[Layer, { readonly scale: number }]>();
  expect(rebuild([5, 6])).toEqual([{ weights: 5 }, { scale: 6 }]);
});

test("a leaf of another kind is named by its path", () => {
  const tree: unknown = { layers: [{ bias: "0" }] };
  expect(() => flattenTree(isNumber, tree as { a: number })).toThrow(
    'tree: layers/0/bias is the text "0", which is no leaf here',
  );
  expect(() => flattenTree(isNumber, null as unknown as number)).toThrow(TypeError);
  // @ts-expect-error a text is no number
  expect(() => flattenTree<number, { a: string }>(isNumber, { a: "" })).toThrow(TypeError);
});
