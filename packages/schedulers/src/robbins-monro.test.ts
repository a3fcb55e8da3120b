import { describe, expect, test } from "vitest";
import { robbinsMonro } from "./robbins-monro.ts";
import { satisfiesRobbinsMonro } from "./satisfies-robbins-monro.ts";

const sumOf = (term: (step: number) => number, start: number, end: number): number => {
  let total = 0;
  for (let step = start; step < end; step++) total += term(step);
  return total;
};

describe("robbinsMonro", () => {
  test("is initial / (1 + step / offset)^power", () => {
    const harmonic = robbinsMonro({ initial: 1 });
    expect([0, 1, 3, 9].map(harmonic)).toEqual([1, 0.5, 0.25, 0.1]);
    const threeQuarters = robbinsMonro({ initial: 0.5, power: 0.75, offset: 10 });
    // 1 + 150 / 10 = 16 and 16^(3/4) = 8
    expect(threeQuarters(150)).toBeCloseTo(0.5 / 8, 15);
    expect(threeQuarters(0)).toBe(0.5);
  });

  test("always falls, and passes initial / 2^power at the offset", () => {
    const schedule = robbinsMonro({ initial: 0.3, power: 0.6, offset: 40 });
    for (let step = 0; step < 200; step++) expect(schedule(step + 1)).toBeLessThan(schedule(step));
    expect(schedule(40)).toBeCloseTo(0.3 / 2 ** 0.6, 15);
  });

  test("the squares of 1 / (1 + k) sum to pi^2 / 6", () => {
    const schedule = robbinsMonro({ initial: 1 });
    const count = 100_000;
    // Euler-Maclaurin: the rest of sum 1 / n^2 beyond n = N is 1/N - 1/(2 N^2) + ...
    const rest = 1 / count - 0.5 / count ** 2;
    expect(sumOf((step) => schedule(step) ** 2, 0, count) + rest).toBeCloseTo(Math.PI ** 2 / 6, 10);
  });

  test.each([0.51, 0.6, 0.75, 0.9, 1])("power %s: every doubling adds rates, and ever fewer squares", (power) => {
    const schedule = robbinsMonro({ initial: 0.1, power, offset: 5 });
    expect(satisfiesRobbinsMonro(schedule)).toBe("yes");
    for (const start of [1000, 10_000, 100_000]) {
      const rates = sumOf(schedule, start, 2 * start);
      const nextRates = sumOf(schedule, 2 * start, 4 * start);
      // the sum of a stretch from N to 2N grows as N^(1 - power): it never becomes small, so the total is infinite
      expect(nextRates / rates).toBeCloseTo(2 ** (1 - power), 2);
      const squares = sumOf((step) => schedule(step) ** 2, start, 2 * start);
      const nextSquares = sumOf((step) => schedule(step) ** 2, 2 * start, 4 * start);
      // that of the squares as N^(1 - 2 power), a convergent geometric series over the doublings
      expect(nextSquares / squares).toBeCloseTo(2 ** (1 - 2 * power), 2);
      expect(nextSquares).toBeLessThan(squares);
    }
  });

  test.each([0.5, 0, -1, 1.0000001, 2, Number.NaN])("rejects power %s", (power) => {
    expect(() => robbinsMonro({ initial: 0.1, power })).toThrow(
      new RangeError(`robbinsMonro: power must be a number in (0.5, 1], got ${power}; pass such a number`),
    );
  });

  test("takes the powers just inside of the interval", () => {
    expect(robbinsMonro({ initial: 1, power: 0.5 + 2 ** -53 }).tail).toEqual({
      kind: "power",
      exponent: 0.5 + 2 ** -53,
    });
    expect(robbinsMonro({ initial: 1, power: 1 }).tail).toEqual({ kind: "power", exponent: 1 });
  });
});
