import { setImmediate } from "node:timers/promises";
import { tensor } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { epochs } from "./epochs.ts";
import { prefetch } from "./prefetch.ts";

const settle = async (): Promise<void> => {
  for (let i = 0; i < 10; i++) await setImmediate();
};

/** Numbers from 0, and how many were asked for. */
function counter(end: number): { source: AsyncGenerator<number>; asked: () => number; isClosed: () => boolean } {
  let asked = 0;
  let isClosed = false;
  async function* numbers(): AsyncGenerator<number> {
    try {
      while (asked < end) {
        await setImmediate();
        yield asked++;
      }
    } finally {
      isClosed = true;
    }
  }
  return { source: numbers(), asked: () => asked, isClosed: () => isClosed };
}

describe("prefetch", () => {
  test("gives all items in their order", async () => {
    for (const count of [1, 2, 7]) {
      const items: number[] = [];
      for await (const item of prefetch(counter(5).source, count)) items.push(item);
      expect(items).toEqual([0, 1, 2, 3, 4]);
    }
  });

  test("is ahead by its count, and never more", async () => {
    const { source, asked } = counter(100);
    const ahead = prefetch(source, 3);
    await settle();
    expect(asked()).toBe(0); // it begins when it is asked
    await ahead.next();
    await settle();
    expect(asked()).toBe(4);
    await ahead.next();
    await settle();
    expect(asked()).toBe(5);
  });

  test("has the cursor of what it handed out, not of what it fetched", async () => {
    const data = { x: tensor(Int32Array.of(0, 1, 2, 3, 4, 5)) };
    const options = { batchSize: 2, epochs: 2 };
    const whole = [...epochs(data, options)].map(({ x }) => x.toArray());
    const source = epochs(data, options);
    const ahead = prefetch(source, 2);
    expect(ahead.cursor).toEqual({ epoch: 0, batch: 0 });
    for (let taken = 1; taken <= whole.length; taken++) {
      await ahead.next();
      await settle();
      const from = ahead.cursor!;
      expect([...epochs(data, { ...options, from })].map(({ x }) => x.toArray())).toEqual(whole.slice(taken));
    }
    expect(await ahead.next()).toEqual({ done: true, value: undefined });
  });

  test("gives an error in its turn", async () => {
    async function* failing(): AsyncGenerator<number> {
      yield 1;
      await setImmediate();
      throw new RangeError("no more");
    }
    const ahead = prefetch(failing(), 5);
    expect(await ahead.next()).toEqual({ done: false, value: 1 });
    await settle();
    await expect(ahead.next()).rejects.toThrow("no more");
    expect((await ahead.next()).done).toBe(true);
  });

  test("ends the source when its loop is left", async () => {
    const { source, asked, isClosed } = counter(100);
    for await (const item of prefetch(source, 2)) if (item === 1) break;
    expect(isClosed()).toBe(true);
    expect(asked()).toBeLessThanOrEqual(4);
  });

  test.each([0, -1, 1.5, Number.NaN])("refuses a count of %d", (count) => {
    expect(() => prefetch([1], count)).toThrow(RangeError);
  });
});
