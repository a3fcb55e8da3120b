import { expect, expectTypeOf, test } from "vitest";
import { tensor } from "../creation/tensor.ts";
import { correlation, NORMAL_LIMIT } from "../testing/goodness-of-fit.ts";
import { foldIn } from "./fold-in.ts";
import { randomBits } from "./random-bits.ts";
import { type RandomKey, randomKey } from "./random-key.ts";
import { type KeyList, splitKey } from "./split-key.ts";
import { uniform } from "./uniform.ts";

const UNIFORM = { mean: 1 / 2, variance: 1 / 12 };
const words = (key: RandomKey): string => String(key.toArray());

test("pinned: made by another implementation of the cipher, from the counters (i, 1) and (data, 2)", () => {
  expect(splitKey(randomKey(42), 3).map((key) => key.toArray())).toEqual([
    [64467757, -1378843660],
    [1154097635, 473298049],
    [1519696661, -1657634520],
  ]);
  expect(foldIn(randomKey(42), 7).toArray()).toEqual([631749419, -208348204]);
  expect(foldIn(randomKey(42), -1).toArray()).toEqual([1540865496, -111530180]);
});

test("the number of keys does not change them, and 0 gives none", () => {
  const key = randomKey(1);
  expect(splitKey(key).map(words)).toEqual(splitKey(key, 5).slice(0, 2).map(words));
  expect(splitKey(key, 0)).toEqual([]);
});

test("without a count there are two, by their type as well", () => {
  const [first, second]: [RandomKey, RandomKey] = splitKey(randomKey(1));
  expect([words(first), words(second)]).toEqual(splitKey(randomKey(1), 2).map(words));
});

test("a written count gives a tuple, any other a list", () => {
  const count: number = 3;
  expectTypeOf(splitKey(randomKey(1), 3)).toEqualTypeOf<[RandomKey, RandomKey, RandomKey]>();
  expectTypeOf(splitKey(randomKey(1), 0)).toEqualTypeOf<[]>();
  expectTypeOf(splitKey(randomKey(1), count)).toEqualTypeOf<RandomKey[]>();
  expectTypeOf(splitKey(randomKey(1), 100_000)).toEqualTypeOf<RandomKey[]>();
  expectTypeOf<KeyList<-1>>().toEqualTypeOf<RandomKey[]>();
});

test("folding in a tensor is folding in its number", () => {
  const key = randomKey(1);
  expect(words(foldIn(key, tensor(200, { dtype: "int32" })))).toBe(words(foldIn(key, 200)));
  expect(words(foldIn(key, tensor(200, { dtype: "uint8" })))).toBe(words(foldIn(key, 200)));
});

test("no key is made twice, and none stands among the bits of its parent", () => {
  const key = randomKey(3);
  const bits = randomBits(key, [10_000, 2]).dataSync();
  const blocks = Array.from({ length: 10_000 }, (_, i) => `${bits[2 * i]},${bits[2 * i + 1]}`);
  const children = splitKey(key, 10_000).map(words);
  const folded = Array.from({ length: 10_000 }, (_, i) => words(foldIn(key, i - 5000)));
  expect(new Set([words(key), ...blocks, ...children, ...folded]).size).toBe(30_001);
});

test("the numbers of parent, children, folded keys and neighbouring seeds are not correlated", () => {
  const parent = randomKey(0);
  const keys = [parent, randomKey(1), randomKey(-1), ...splitKey(parent, 4), foldIn(parent, 0), foldIn(parent, 1)];
  const streams = keys.map((key) => uniform(key, [20_000]).dataSync());
  streams.forEach((x, i) => {
    for (const y of streams.slice(i + 1)) expect(Math.abs(correlation(x, y, UNIFORM))).toBeLessThan(NORMAL_LIMIT);
  });
});

test("one bit of the seed, or of the number folded in, changes half of the bits", () => {
  const key = randomKey(0);
  const changed = (x: RandomKey, y: RandomKey): number => {
    const [p, q] = [randomBits(x, [4000]).dataSync(), randomBits(y, [4000]).dataSync()];
    return Array.from(p).reduce((total, word, i) => total + onesIn(word ^ q[i]!), 0);
  };
  // of 128,000 fair bits: mean 64,000, standard deviation sqrt(32,000)
  const score = (count: number): number => (count - 64_000) / Math.sqrt(32_000);
  for (let bit = 0; bit < 31; bit++) {
    expect(Math.abs(score(changed(key, randomKey(2 ** bit))))).toBeLessThan(NORMAL_LIMIT);
    expect(Math.abs(score(changed(foldIn(key, 0), foldIn(key, 2 ** bit))))).toBeLessThan(NORMAL_LIMIT);
  }
});

function onesIn(word: number): number {
  let count = 0;
  for (let rest = word; rest !== 0; rest &= rest - 1) count++;
  return count;
}

test.each([-1, 0.5, Number.NaN, 2 ** 31])("%d keys are refused", (count) => {
  expect(() => splitKey(randomKey(0), count)).toThrow(RangeError);
});

test("folding in needs an integer scalar", () => {
  const key = randomKey(0);
  expect(() => foldIn(key, 0.5)).toThrow(RangeError);
  expect(() => foldIn(key, 2 ** 31)).toThrow(RangeError);
  expect(() => foldIn(key, tensor(1))).toThrow("foldIn: the number is int32 or uint8, got float32; cast it?");
  expect(() => foldIn(key, tensor([1], { dtype: "int32" }))).toThrow("foldIn: the number is a scalar, got shape [1]");
});
