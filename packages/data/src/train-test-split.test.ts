import { arange, randomKey, ShapeError, tensor, zeros } from "@adjoint/tensor";
import * as fc from "fast-check";
import { describe, expect, expectTypeOf, test } from "vitest";
import { type SplitRule, trainTestSplit } from "./train-test-split.ts";

const numbersUpTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const split = (rows: number, rule: SplitRule): { train: number[]; test: number[] } => {
  const x = tensor(Int32Array.from(numbersUpTo(rows)));
  const parts = trainTestSplit({ x }, rule);
  return { train: [...parts.train.x.dataSync()], test: [...parts.test.x.dataSync()] };
};

/** The rows that are drawn from 50. */
const drawn = (seed: number): number[] => split(50, { fraction: 0.2, key: randomKey(seed) }).test;

describe("trainTestSplit", () => {
  test("tests on every fifth row, the first one included", () => {
    expect(split(12, { every: 5 })).toEqual({ train: [1, 2, 3, 4, 6, 7, 8, 9, 11], test: [0, 5, 10] });
    expect(split(2, { every: 7 })).toEqual({ train: [1], test: [0] });
  });

  test("keeps rows together, and lists of names whole", () => {
    const data = { x: arange(0, 8), y: tensor([[0], [10], [20], [30], [40], [50], [60], [70]]), classes: ["a", "b"] };
    const { train, test: held } = trainTestSplit(data, { fraction: 0.25, key: randomKey(1) });
    expectTypeOf(train).toEqualTypeOf<typeof data>();
    expect(held.y.shape).toEqual([2, 1]);
    for (const part of [train, held]) {
      expect([...part.y.dataSync()]).toEqual([...part.x.dataSync()].map((value) => 10 * value));
      expect(part.classes).toBe(data.classes);
    }
  });

  test("gives each row to one part, in its old order", () => {
    const rules = fc.oneof(
      fc.record({ every: fc.integer({ min: 2, max: 40 }) }),
      fc.record({ fraction: fc.double({ min: 0.2, max: 0.8, noNaN: true }), key: fc.integer().map(randomKey) }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 200 }), rules, (rows, rule) => {
        const { train, test: held } = split(rows, rule);
        const isHeld = new Set(held);
        expect(held).toEqual(numbersUpTo(rows).filter((row) => isHeld.has(row)));
        expect(train).toEqual(numbersUpTo(rows).filter((row) => !isHeld.has(row)));
        expect(held).toHaveLength("every" in rule ? Math.ceil(rows / rule.every) : Math.round(rule.fraction * rows));
      }),
    );
  });

  test("draws by the key: the same key the same rows, another key others, each row equally often", () => {
    expect(drawn(3)).toEqual(drawn(3));
    expect(drawn(3)).not.toEqual(drawn(4));
    const hits = Array.from({ length: 50 }, () => 0);
    for (let seed = 0; seed < 2000; seed++) for (const row of drawn(seed)) hits[row]!++;
    // 400 expected each, standard deviation sqrt(2000 * 0.2 * 0.8) = 18
    for (const count of hits) expect(Math.abs(count - 400)).toBeLessThan(5 * 18);
  });

  const key = randomKey(0);
  test.each([
    ["every 1", { every: 1 }, "an integer >= 2, got 1"],
    ["every 2.5", { every: 2.5 }, "an integer >= 2, got 2.5"],
    ["fraction 0", { fraction: 0, key }, "above 0 and below 1, got 0"],
    ["fraction 1", { fraction: 1, key }, "above 0 and below 1, got 1"],
    ["fraction NaN", { fraction: Number.NaN, key }, "above 0 and below 1, got NaN"],
    ["a fraction of no row", { fraction: 0.1, key }, "got 0 of 3 rows"],
    ["a fraction of all rows", { fraction: 0.9, key }, "got 3 of 3 rows"],
  ])("refuses %s", (_, rule, message) => {
    expect(() => split(3, rule)).toThrow(RangeError);
    expect(() => split(3, rule)).toThrow(message);
  });

  test("refuses a fraction that no key draws", () => {
    const rule = { fraction: 0.5 } as unknown as { fraction: number; key: typeof key }; // as plain JavaScript may
    expect(() => split(4, rule)).toThrow("trainTestSplit: a fraction needs the key that draws it, got none");
  });

  test("refuses one row, and tensors of different rows", () => {
    expect(() => split(1, { every: 2 })).toThrow("got 1 of 1 rows");
    expect(() => trainTestSplit({ x: zeros([4]), y: zeros([3]) }, { every: 2 })).toThrow(ShapeError);
  });
});
