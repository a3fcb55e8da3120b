import { expect, test } from "vitest";
import { meanScore, NORMAL_LIMIT } from "../testing/goodness-of-fit.ts";
import { bernoulli } from "./bernoulli.ts";
import { randomBits } from "./random-bits.ts";
import { randomKey } from "./random-key.ts";
import { threefry } from "./threefry.ts";

test("pinned: made by another implementation of the cipher", () => {
  const flips = bernoulli(randomKey(42), [8], { probability: 0.3 });
  expect(flips.dtype).toBe("bool");
  expect(flips.toArray()).toEqual([0, 1, 1, 0, 1, 1, 0, 0]);
});

test.each([0.5, 0.3, 0.999, 0.01])("true with probability %d", (probability) => {
  const flips = bernoulli(randomKey(20), [200_000], { probability }).dataSync();
  const score = meanScore(flips, { mean: probability, variance: probability * (1 - probability) });
  expect(Math.abs(score)).toBeLessThan(NORMAL_LIMIT);
});

test("1/2 by default, never for 0 and always for 1", () => {
  const key = randomKey(1);
  expect(bernoulli(key, [100]).toArray()).toEqual(bernoulli(key, [100], { probability: 0.5 }).toArray());
  expect(new Set(bernoulli(key, [10_000], { probability: 0 }).dataSync())).toEqual(new Set([0]));
  expect(new Set(bernoulli(key, [10_000], { probability: 1 }).dataSync())).toEqual(new Set([1]));
});

test("where the first 32 digits of the probability are drawn, the next 53 decide", () => {
  const key = randomKey(42);
  for (let i = 0; i < 200; i++) {
    const word = randomBits(key, [200]).dataSync()[i]! >>> 0;
    const more = new Int32Array(2);
    threefry(0, 42, i, 3, more);
    const drawn = (more[0]! >>> 5) / 2 ** 27; // the first 27 of the 53
    for (const rest of [0, 2 ** -20, 0.25, 0.5, 0.75, 1 - 2 ** -20]) {
      const probability = (word + rest) / 2 ** 32;
      expect(bernoulli(key, [200], { probability }).dataSync()[i]).toBe(drawn < rest ? 1 : 0);
    }
  }
});

test.each([-0.1, 1.1, Number.NaN, Infinity])("%d is no probability", (probability) => {
  expect(() => bernoulli(randomKey(0), [1], { probability })).toThrow(
    new RangeError(`bernoulli: the probability is in [0, 1], got ${probability}; divide percentages by 100?`),
  );
});
