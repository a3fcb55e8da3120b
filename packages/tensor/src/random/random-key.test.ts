import { expect, test } from "vitest";
import { ones } from "../creation/full.ts";
import { tensor } from "../creation/tensor.ts";
import { DTypeError, ShapeError } from "../errors.ts";
import { normal } from "./normal.ts";
import { permutation } from "./permutation.ts";
import { randomKey } from "./random-key.ts";
import { splitKey } from "./split-key.ts";
import { uniform } from "./uniform.ts";

test.each([
  [0, [0, 0]],
  [-0, [0, 0]],
  [42, [0, 42]],
  [2 ** 31, [0, -(2 ** 31)]],
  [2 ** 32 - 1, [0, -1]],
  [2 ** 40 + 5, [256, 5]],
  [Number.MAX_SAFE_INTEGER, [2 ** 21 - 1, -1]],
  [-1, [-1, -1]],
  [-(2 ** 32), [-1, 0]],
  [Number.MIN_SAFE_INTEGER, [-(2 ** 21), 1]],
])("the key of %d is its two's complement", (seed, words) => {
  const key = randomKey(seed);
  expect(key.dtype).toBe("int32");
  expect(key.toArray()).toEqual(words);
});

test.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, -(2 ** 53)])("%d is no seed", (seed) => {
  expect(() => randomKey(seed)).toThrow(RangeError);
});

test("what is no key is refused by name, with what to do", () => {
  expect(() => uniform(ones([2]), [3])).toThrow(
    new DTypeError("uniform: a key is int32 of shape [2], got float32; make it with randomKey?"),
  );
  expect(() => normal(tensor([[1, 2]], { dtype: "int32" }), [3])).toThrow(
    new ShapeError("normal: a key has shape [2], got [1,2]; take one, or vmap over the keys?"),
  );
  // @ts-expect-error a seed is no key
  expect(() => permutation(42, 3)).toThrow(
    new TypeError("permutation: the key is a tensor made by randomKey, got number; use randomKey(seed)?"),
  );
  // @ts-expect-error nothing is no key
  expect(() => splitKey(undefined)).toThrow(TypeError);
});
