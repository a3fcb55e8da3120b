import { expect, test } from "vitest";
import { tensor } from "../creation/tensor.ts";
import { stack } from "../operations/joining.ts";
import { slice } from "../primitives/slice-pad-concat.ts";
import type { Tensor } from "../tensor.ts";
import { eachKey, mapKeys } from "../testing/map-keys.ts";
import { bernoulli } from "./bernoulli.ts";
import { categorical } from "./categorical.ts";
import { foldIn } from "./fold-in.ts";
import { gumbel } from "./gumbel.ts";
import { normal } from "./normal.ts";
import { permutation } from "./permutation.ts";
import { randomBits } from "./random-bits.ts";
import { type RandomKey, randomKey } from "./random-key.ts";
import { splitKey } from "./split-key.ts";
import { truncatedNormal } from "./truncated-normal.ts";
import { uniform } from "./uniform.ts";

const keys = stack([...splitKey(randomKey(50), 3), randomKey(-7)]);

const sources: Record<string, (key: RandomKey) => Tensor> = {
  randomBits: (key) => randomBits(key, [3]),
  uniform: (key) => uniform(key, [2, 3], { low: -1 }),
  "uniform scalar": (key) => uniform(key, []),
  "uniform of nothing": (key) => uniform(key, [0, 2]),
  normal: (key) => normal(key, [5], { dtype: "float64" }),
  truncatedNormal: (key) => truncatedNormal(key, [5]),
  gumbel: (key) => gumbel(key, [3, 1]),
  bernoulli: (key) => bernoulli(key, [4]),
  categorical: (key) =>
    categorical(
      key,
      tensor([
        [0, 1, 2],
        [3, 2, 1],
      ]),
    ),
  permutation: (key) => permutation(key, 9),
  "splitKey, the second": (key) => splitKey(key, 3)[1],
  "splitKey, then uniform": (key) => uniform(splitKey(key)[0], [3]),
  foldIn: (key) => foldIn(key, 5),
  "foldIn of one key, many numbers": (key) => foldIn(randomKey(1), slice(key, [1])),
};

test.each(Object.entries(sources))("%s of many keys at once is that of each", (_, source) => {
  const [together, apart] = [mapKeys(source, keys), stack(eachKey(source, keys))];
  expect(together.shape).toEqual(apart.shape);
  expect(together.dtype).toBe(apart.dtype);
  expect(together.toArray()).toEqual(apart.toArray());
});

test("keys mapped twice over: a grid of keys", () => {
  const grid = stack([keys, stack([...splitKey(randomKey(51), 4)])]);
  const together = mapKeys((row) => mapKeys((key) => uniform(key, [2]), row), grid);
  const apart = stack([0, 1].map((i) => stack(eachKey((key) => uniform(key, [2]), slice(grid, [i])))));
  expect(together.toArray()).toEqual(apart.toArray());
});

test("a view that is not contiguous is a key like any other", () => {
  const turned = tensor(
    [
      [1, 5],
      [2, 6],
    ],
    { dtype: "int32" },
  );
  const key = slice(turned, [null, 1]);
  expect(uniform(key, [3]).toArray()).toEqual(uniform(tensor([5, 6], { dtype: "int32" }), [3]).toArray());
});
