import { foldIn, randomKey, ShapeError, type Tensor, tensor, viewOf, zeros } from "@adjoint/tensor";
import * as fc from "fast-check";
import { describe, expect, expectTypeOf, test } from "vitest";
import { batchCount } from "./batch-count.ts";
import { type Batches, type BatchesOptions, batches } from "./batches.ts";
import type { Dataset } from "./to-dataset.ts";

/** x [n] counts the rows; y [n, 2] is 10 x and 20 x. */
const pairs = (rows: number): { x: Tensor; y: Tensor } => {
  const counts = Array.from({ length: rows }, (_, row) => row);
  return {
    x: tensor(Int32Array.from(counts)),
    y: tensor(Float64Array.from(counts.flatMap((row) => [10 * row, 20 * row])), { shape: [rows, 2] }),
  };
};

const rowsOf = (rows: number, options: BatchesOptions): number[][] =>
  [...batches(pairs(rows), options)].map(({ x, y }) => {
    const numbers = [...x.dataSync()];
    expect([...y.dataSync()]).toEqual(numbers.flatMap((row) => [10 * row, 20 * row]));
    expect(y.shape).toEqual([numbers.length, 2]);
    return numbers;
  });

describe("batches", () => {
  test("go through the rows in order, the last one short or dropped", () => {
    expect(rowsOf(7, { batchSize: 3 })).toEqual([[0, 1, 2], [3, 4, 5], [6]]);
    expect(rowsOf(7, { batchSize: 3, dropLast: true })).toEqual([
      [0, 1, 2],
      [3, 4, 5],
    ]);
    expect(rowsOf(6, { batchSize: 3, dropLast: true })).toEqual(rowsOf(6, { batchSize: 3 }));
    expect(rowsOf(2, { batchSize: 5 })).toEqual([[0, 1]]);
    expect(rowsOf(2, { batchSize: 5, dropLast: true })).toEqual([]);
    expect(rowsOf(0, { batchSize: 5, key: randomKey(0) })).toEqual([]);
    expect(rowsOf(0, { batchSize: "full" })).toEqual([]);
  });

  test("in order are views", () => {
    const data = pairs(7);
    for (const { x, y } of batches(data, { batchSize: 3 })) {
      expect(viewOf(x).buffer).toBe(viewOf(data.x).buffer);
      expect(viewOf(y).buffer).toBe(viewOf(data.y).buffer);
    }
  });

  test('of size "full" are the data, untouched', () => {
    const data = pairs(7);
    for (const options of [{}, { key: randomKey(0) }, { dropLast: true }]) {
      const epoch = [...batches(data, { batchSize: "full", ...options })];
      expect(epoch).toHaveLength(1);
      expect(epoch[0]!.x).toBe(data.x);
      expect(epoch[0]!.y).toBe(data.y);
    }
  });

  test("hold every row once an epoch, as many as batchCount says", () => {
    const cases = fc.record({
      rows: fc.nat({ max: 120 }),
      batchSize: fc.oneof(fc.integer({ min: 1, max: 130 }), fc.constant("full" as const)),
      seed: fc.option(fc.integer(), { nil: undefined }),
      dropLast: fc.boolean(),
    });
    fc.assert(
      fc.property(cases, ({ rows, batchSize, seed, dropLast }) => {
        const options = { batchSize, dropLast, ...(seed === undefined ? {} : { key: randomKey(seed) }) };
        const epoch = rowsOf(rows, options);
        expect(epoch).toHaveLength(batchCount(rows, options));
        const seen = epoch.flat();
        expect(new Set(seen).size).toBe(seen.length);
        expect(seen.every((row) => row >= 0 && row < rows)).toBe(true);
        const size = batchSize === "full" ? Math.max(rows, 1) : batchSize;
        expect(epoch.slice(0, -1).every((batch) => batch.length === size)).toBe(true);
        expect(seen).toHaveLength(dropLast ? rows - (rows % size) : rows);
      }),
    );
  });

  test("are in the order of the key, an order for each epoch", () => {
    const key = randomKey(5);
    const epoch = (number: number) => rowsOf(40, { batchSize: 7, key: foldIn(key, number) }).flat();
    expect(epoch(0)).toEqual(epoch(0));
    expect(epoch(0)).not.toEqual(epoch(1));
    expect(epoch(0)).not.toEqual(rowsOf(40, { batchSize: 7 }).flat());
    expect(rowsOf(40, { batchSize: 7, key, shuffle: true })).toEqual(rowsOf(40, { batchSize: 7, key }));
    expect(rowsOf(40, { batchSize: 7, key, shuffle: false })).toEqual(rowsOf(40, { batchSize: 7 }));
  });

  test("put every row at every place equally often", () => {
    const [rows, epochs] = [6, 6000];
    const counts = Array.from({ length: rows * rows }, () => 0);
    const key = randomKey(9);
    for (let epoch = 0; epoch < epochs; epoch++)
      for (const [place, row] of rowsOf(rows, { batchSize: 4, key: foldIn(key, epoch) })
        .flat()
        .entries())
        counts[place * rows + row]!++;
    // 1000 expected each, standard deviation sqrt(6000 * 1/6 * 5/6) = 29
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(5 * 29);
  });

  test("have the type of the data, a dataset too", () => {
    const data = pairs(4);
    expectTypeOf(batches(data, { batchSize: 2 })).toEqualTypeOf<Batches<{ x: Tensor; y: Tensor }>>();
    const dataset: Dataset = { features: data.y, featureNames: ["a", "b"], targets: data.x, classes: ["no", "yes"] };
    for (const batch of batches(dataset, { batchSize: 2, key: randomKey(0) })) {
      expectTypeOf(batch).toEqualTypeOf<Dataset>();
      expect(batch.classes).toBe(dataset.classes);
      expect(batch.features.shape).toEqual([2, 2]);
    }
  });

  test("go on from their cursor, with the batches that came next", () => {
    const data = pairs(11);
    for (const options of [{}, { key: randomKey(3) }, { key: randomKey(3), dropLast: true }]) {
      const whole = rowsOf(11, { batchSize: 3, ...options });
      const source = batches(data, { batchSize: 3, ...options });
      expect(source.cursor).toBe(0);
      for (let taken = 1; taken <= whole.length; taken++) {
        source.next();
        expect(source.cursor).toBe(taken);
        expect(rowsOf(11, { batchSize: 3, ...options, start: source.cursor })).toEqual(whole.slice(taken));
      }
      expect(source.next()).toEqual({ done: true, value: undefined });
      expect(source.cursor).toBe(whole.length);
    }
  });

  test("go on in a second loop where the first one was left", () => {
    const source = batches(pairs(7), { batchSize: 2 });
    const seen: number[] = [];
    for (const { x } of source) {
      seen.push(...x.dataSync());
      if (source.cursor === 2) break;
    }
    for (const { x } of source) seen.push(...x.dataSync());
    expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  test.each([-1, 3, 0.5, Number.NaN])("refuse to start at %d of two batches", (start) => {
    expect(() => batches(pairs(4), { batchSize: 2, start })).toThrow(
      `start must be from 0 to the 2 batches, got ${start}`,
    );
  });

  test.each([0, -1, 2.5, Number.NaN, Number.POSITIVE_INFINITY])("refuse a size of %d, at once", (batchSize) => {
    expect(() => batches(pairs(4), { batchSize })).toThrow(RangeError);
    expect(() => batches(pairs(4), { batchSize })).toThrow(`got ${batchSize}`);
  });

  test("refuse tensors of different rows, none, and shuffling without a key, at once", () => {
    expect(() => batches({ x: zeros([4]), y: zeros([3]) }, { batchSize: 2 })).toThrow(ShapeError);
    expect(() => batches({}, { batchSize: 2 })).toThrow(TypeError);
    expect(() => batches(pairs(4), { batchSize: 2, shuffle: true })).toThrow(TypeError);
  });
});
