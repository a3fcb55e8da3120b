import { foldIn, randomKey, tensor, zeros } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { batches } from "./batches.ts";
import { type EpochsOptions, epochs } from "./epochs.ts";

const data = { x: tensor(Int32Array.from({ length: 10 }, (_, row) => row)) };
const rowsOf = (options: EpochsOptions): unknown[] => [...epochs(data, options)].map(({ x }) => x.toArray());

describe("epochs", () => {
  test("are batches under a key each", () => {
    const key = randomKey(3);
    const expected = [0, 1, 2].flatMap((epoch) =>
      [...batches(data, { batchSize: 4, key: foldIn(key, epoch) })].map(({ x }) => x.toArray()),
    );
    expect(rowsOf({ batchSize: 4, key, epochs: 3 })).toEqual(expected);
    expect(expected[0]).not.toEqual(expected[3]);
  });

  test("in order without a key, or whole", () => {
    expect(rowsOf({ batchSize: 6, epochs: 2, dropLast: true })).toEqual([
      [0, 1, 2, 3, 4, 5],
      [0, 1, 2, 3, 4, 5],
    ]);
    expect(rowsOf({ batchSize: "full", epochs: 2 })).toHaveLength(2);
    expect(rowsOf({ batchSize: 6, epochs: 0 })).toEqual([]);
  });

  test("never end when no number is given", () => {
    const source = epochs(data, { batchSize: 4 });
    for (let i = 0; i < 1000; i++) expect(source.next().done).toBe(false);
    expect(source.cursor).toEqual({ epoch: 333, batch: 1 });
  });

  test("of no rows end at once", () => {
    expect([...epochs({ x: zeros([0]) }, { batchSize: 4 })]).toEqual([]);
    expect([...epochs({ x: zeros([3]) }, { batchSize: 4, dropLast: true })]).toEqual([]);
  });

  test.each([{}, { key: randomKey(1) }, { batchSize: "full" as const }, { dropLast: true, key: randomKey(2) }])(
    "go on from every cursor, saved as JSON: %o",
    (options) => {
      const all = { batchSize: 3, epochs: 3, ...options };
      const whole = rowsOf(all);
      const source = epochs(data, all);
      expect(source.cursor).toEqual({ epoch: 0, batch: 0 });
      for (let taken = 1; taken <= whole.length; taken++) {
        source.next();
        const from = JSON.parse(JSON.stringify(source.cursor)) as typeof source.cursor;
        expect(rowsOf({ ...all, from })).toEqual(whole.slice(taken));
      }
      expect(source.cursor).toEqual({ epoch: 3, batch: 0 });
    },
  );

  test("say by the cursor when one has ended", () => {
    const ends: number[] = [];
    const source = epochs(data, { batchSize: 4, epochs: 2 });
    for (const { x } of source) if (source.cursor.batch === 0) ends.push(x.shape[0]!);
    expect(ends).toEqual([2, 2]);
  });

  test.each([
    { epoch: 0, batch: 3 },
    { epoch: -1, batch: 0 },
    { epoch: 0.5, batch: 0 },
    { epoch: 0, batch: Number.NaN },
  ])("refuse the cursor %o", (from) => {
    expect(() => epochs(data, { batchSize: 4, from })).toThrow(
      "a cursor is an epoch and one of its 3 batches, got epoch",
    );
  });

  test("refuse at once what batches refuse, and another number of epochs", () => {
    expect(() => epochs(data, { batchSize: 0 })).toThrow(RangeError);
    expect(() => epochs(data, { batchSize: 2, shuffle: true })).toThrow(TypeError);
    for (const number of [-1, 1.5, Number.NaN])
      expect(() => epochs(data, { batchSize: 2, epochs: number })).toThrow(
        `an integer >= 0 or Infinity, got ${number}`,
      );
  });
});
