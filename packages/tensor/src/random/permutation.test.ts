import { expect, test } from "vitest";
import { chiSquare, countsOf } from "../testing/goodness-of-fit.ts";
import { foldIn } from "./fold-in.ts";
import { permutation } from "./permutation.ts";
import { randomKey } from "./random-key.ts";

test("pinned: made by another implementation of the cipher and the shuffle", () => {
  const order = permutation(randomKey(42), 10);
  expect(order.dtype).toBe("int32");
  expect(order.toArray()).toEqual([3, 2, 5, 1, 6, 8, 7, 0, 4, 9]);
});

test.each([0, 1, 2, 3, 1000, 65_537])("each number below %d once", (n) => {
  const order = permutation(randomKey(1), n);
  expect(order.shape).toEqual([n]);
  expect(Array.from(order.dataSync()).sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
});

test("all 24 orders of 4 are equally likely", () => {
  const orders = new Map<string, number>();
  for (let i = 0; i < 48_000; i++) {
    const order = String(permutation(foldIn(randomKey(40), i), 4).dataSync());
    orders.set(order, (orders.get(order) ?? 0) + 1);
  }
  expect(orders.size).toBe(24);
  // chi-square with 23 degrees of freedom: below 3.5 or above 70.6 once in a million each
  const value = chiSquare([...orders.values()]);
  expect(value).toBeGreaterThan(3.5);
  expect(value).toBeLessThan(70.6);
});

test("each of 7 numbers is as likely at each of 7 places", () => {
  const pairs: number[] = [];
  for (let i = 0; i < 20_000; i++)
    permutation(foldIn(randomKey(41), i), 7)
      .dataSync()
      .forEach((number: number, place: number) => pairs.push(7 * number + place));
  // of 49 counts whose rows and columns have fixed sums, times 6/7: chi-square with 36 degrees of freedom
  const value = (6 / 7) * chiSquare(countsOf(pairs, 49));
  expect(value).toBeGreaterThan(8.8);
  expect(value).toBeLessThan(91.6);
});

test("a long one has the fixed points, ascents and displacements of a random one", () => {
  const n = 100_000;
  const order = Array.from(permutation(randomKey(43), n).dataSync());
  const fixed = order.filter((number, place) => number === place).length;
  expect(fixed).toBeLessThan(11); // Poisson of mean 1: above 10 with probability 1e-8
  const ascents = order.filter((number, place) => place > 0 && number > order[place - 1]!).length;
  // mean (n - 1) / 2, variance (n + 1) / 12
  expect(Math.abs((ascents - (n - 1) / 2) / Math.sqrt((n + 1) / 12))).toBeLessThan(4.9);
  const moved = order.reduce((total, number, place) => total + Math.abs(number - place), 0);
  // Spearman's footrule: mean (n^2 - 1) / 3, variance (n + 1) (2 n^2 + 7) / 45 (Diaconis and Graham 1977)
  expect(Math.abs((moved - (n ** 2 - 1) / 3) / Math.sqrt(((n + 1) * (2 * n ** 2 + 7)) / 45))).toBeLessThan(4.9);
});

test.each([-1, 1.5, Number.NaN, 2 ** 31])("%d is no count", (n) => {
  expect(() => permutation(randomKey(0), n)).toThrow(
    new RangeError(`permutation: the count is an integer from 0 to 2^31 - 1, got ${n}; round it?`),
  );
});
