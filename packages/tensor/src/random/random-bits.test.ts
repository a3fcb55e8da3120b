import { expect, test } from "vitest";
import { chiSquare, countsOf, NORMAL_LIMIT } from "../testing/goodness-of-fit.ts";
import { randomBits } from "./random-bits.ts";
import { randomKey } from "./random-key.ts";

const N = 400_000;
const bits = randomBits(randomKey(2024), [N]).dataSync();

test("pinned: made by another implementation of the cipher, from the counters (i, 0)", () => {
  const [first, same] = [randomBits(randomKey(42), [5]), randomBits(randomKey(42), [5])];
  expect(first.dtype).toBe("int32");
  expect(first.toArray()).toEqual([1832780943, 270669613, 430176367, -809760775, 843694964]);
  expect(same.toArray()).toEqual(first.toArray());
});

test("elements do not depend on how many follow, nor on the shape", () => {
  const long = Array.from(randomBits(randomKey(5), [5000]).dataSync());
  for (const size of [0, 1, 1023, 1024, 1025, 2048, 4999])
    expect(Array.from(randomBits(randomKey(5), [size]).dataSync())).toEqual(long.slice(0, size));
  expect(Array.from(randomBits(randomKey(5), [3, 5]).dataSync())).toEqual(long.slice(0, 15));
  expect(Array.from(randomBits(randomKey(5), []).dataSync())).toEqual(long.slice(0, 1));
});

test.each([0, 8, 16, 24])("the byte from bit %d on takes all values alike", (shift) => {
  // chi-square with 255 degrees of freedom: below 161 or above 378 once in a million each
  const value = chiSquare(
    countsOf(
      bits.map((word: number) => (word >>> shift) & 255),
      256,
    ),
  );
  expect(value).toBeGreaterThan(161);
  expect(value).toBeLessThan(378);
});

test("bits are fair, and unlike those one, two and a block further", () => {
  for (const lag of [0, 1, 2, 3, 1024])
    for (let bit = 0; bit < 32; bit++) {
      let total = 0;
      for (let i = lag; i < N; i++) total += ((lag === 0 ? bits[i]! : bits[i]! ^ bits[i - lag]!) >>> bit) & 1;
      const n = N - lag;
      expect(Math.abs((total - n / 2) / Math.sqrt(n / 4))).toBeLessThan(NORMAL_LIMIT);
    }
});

test("pairs of neighbouring nibbles take all values alike", () => {
  const pairs = Int32Array.from({ length: N / 2 }, (_, i) => ((bits[2 * i]! >>> 28) << 4) | (bits[2 * i + 1]! >>> 28));
  const value = chiSquare(countsOf(pairs, 256));
  expect(value).toBeGreaterThan(161);
  expect(value).toBeLessThan(378);
});

test("a size is an integer from 0 up", () => {
  expect(() => randomBits(randomKey(0), [-1])).toThrow("randomBits: sizes must be integers from 0 up");
  expect(() => randomBits(randomKey(0), [1.5])).toThrow("randomBits: sizes must be integers from 0 up");
});
