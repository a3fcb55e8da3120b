import { randomKey, tensor, zeros } from "@adjoint/tensor";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { prefetch } from "./prefetch.ts";
import { type StreamBatchesOptions, streamBatches } from "./stream-batches.ts";

/** Parts of so many rows each: x counts them, y is 10 x. */
function* partsOf(sizes: readonly number[]) {
  let at = 0;
  for (const size of sizes) {
    const rows = Int32Array.from({ length: size }, () => at++);
    yield { x: tensor(rows), y: tensor(rows.map((row) => 10 * row)), classes: ["a"] };
  }
}

async function rowsOf(sizes: readonly number[], options: StreamBatchesOptions): Promise<number[][]> {
  const batches: number[][] = [];
  for await (const { x, y, classes } of streamBatches(partsOf(sizes), options)) {
    const rows = [...x.dataSync()];
    expect([...y.dataSync()]).toEqual(rows.map((row) => 10 * row));
    expect(classes).toEqual(["a"]);
    batches.push(rows);
  }
  return batches;
}

const sizes = fc.array(fc.nat({ max: 12 }), { maxLength: 10 });

describe("streamBatches", () => {
  test("cuts parts of any size into batches of one, every row once", async () => {
    const options = fc.record({
      batchSize: fc.integer({ min: 1, max: 15 }),
      dropLast: fc.boolean(),
      seed: fc.option(fc.integer(), { nil: undefined }),
      extra: fc.nat({ max: 20 }),
    });
    await fc.assert(
      fc.asyncProperty(sizes, options, async (parts, { batchSize, dropLast, seed, extra }) => {
        const total = parts.reduce((sum, size) => sum + size, 0);
        const shuffle = seed === undefined ? {} : { key: randomKey(seed), window: batchSize + extra };
        const batches = await rowsOf(parts, { batchSize, dropLast, ...shuffle });
        const seen = batches.flat();
        expect(batches.slice(0, -1).every((batch) => batch.length === batchSize)).toBe(true);
        expect(seen).toHaveLength(dropLast ? total - (total % batchSize) : total);
        expect(new Set(seen).size).toBe(seen.length);
        expect(seen.every((row) => row >= 0 && row < total)).toBe(true);
        if (seed === undefined) expect(seen).toEqual(Array.from({ length: seen.length }, (_, row) => row));
      }),
    );
  });

  test("shuffles by its key within the window", async () => {
    const parts = new Array<number>(20).fill(10);
    const options = { batchSize: 8, key: randomKey(1), window: 40 };
    const rows = (await rowsOf(parts, options)).flat();
    expect(rows).toEqual((await rowsOf(parts, options)).flat());
    expect(rows).not.toEqual((await rowsOf(parts, { ...options, key: randomKey(2) })).flat());
    // a row is given when it was read: not before the window that first held it
    rows.forEach((row, place) => expect(row - place).toBeLessThan(50));
    const moved = rows.map((row, place) => Math.abs(row - place)).reduce((sum, distance) => sum + distance, 0) / 200;
    expect(moved).toBeGreaterThan(8); // a third of the window in the mean, were it one draw
  });

  test("reads no further than the window", async () => {
    let parts = 0;
    function* source() {
      for (; parts < 100; ) {
        parts++;
        yield { x: zeros([10]) };
      }
    }
    const batches = streamBatches(source(), { batchSize: 10, key: randomKey(0), window: 40 });
    await batches.next();
    expect(parts).toBe(4);
    await batches.next();
    await batches.next();
    expect(parts).toBe(6);
    await batches.return?.();
    expect(parts).toBe(6);
  });

  test.each([{}, { key: randomKey(3), window: 12 }, { dropLast: true }])(
    "goes on from its cursor: %o",
    async (more) => {
      const options = { batchSize: 4, ...more };
      const parts = [5, 0, 7, 3, 9, 2];
      const whole = await rowsOf(parts, options);
      const source = streamBatches(partsOf(parts), options);
      for (let taken = 0; taken <= whole.length; taken++) {
        expect(source.cursor).toBe(taken);
        expect(await rowsOf(parts, { ...options, start: source.cursor })).toEqual(whole.slice(taken));
        await source.next();
      }
      expect(streamBatches(partsOf(parts), { ...options, start: 3 }).cursor).toBe(3);
      expect(await rowsOf(parts, { ...options, start: 1000 })).toEqual([]);
    },
  );

  test("keeps its cursor when it is fetched ahead", async () => {
    const ahead = prefetch(streamBatches(partsOf([10, 10]), { batchSize: 4 }), 3);
    await ahead.next();
    await ahead.next();
    expect(ahead.cursor).toBe(2);
  });

  test("refuses other options, at once, and other parts, when they come", async () => {
    for (const options of [{ batchSize: 0 }, { batchSize: 2, window: 1 }, { batchSize: 2, start: -1 }])
      expect(() => streamBatches([{ x: zeros([2]) }], options)).toThrow(RangeError);
    const next = (parts: readonly object[]) =>
      Reflect.apply(streamBatches, undefined, [parts, { batchSize: 4 }]).next();
    await expect(next([{ x: zeros([2]) }, { y: zeros([2]) }])).rejects.toThrow('the tensor "x" of the first');
    await expect(next([{ x: zeros([2]) }, { x: zeros([2, 3]) }])).rejects.toThrow("concat");
    await expect(next([{ x: zeros([2]), y: zeros([3]) }])).rejects.toThrow(
      "streamBatches: all tensors need one first axis",
    );
    await expect(next([{ x: [1] }])).rejects.toThrow(TypeError);
  });
});
