import { flip, randomKey, ShapeError, slice, tensor, viewOf, zeros } from "@adjoint/tensor";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contextWindows } from "./context-windows.ts";
import { epochs } from "./epochs.ts";

const tokens = tensor(Int32Array.from({ length: 10 }, (_, i) => i));

describe("contextWindows", () => {
  test("are side by side, what comes next beside them", () => {
    const { x, y } = contextWindows(tokens, { length: 4 });
    expect(x.toArray()).toEqual([
      [0, 1, 2, 3],
      [4, 5, 6, 7],
    ]);
    expect(y.toArray()).toEqual([
      [1, 2, 3, 4],
      [5, 6, 7, 8],
    ]);
    expect(viewOf(x).buffer).toBe(viewOf(tokens).buffer);
  });

  test("overlap by their stride, as far as the tokens go", () => {
    const cases = fc.record({
      count: fc.integer({ min: 2, max: 40 }),
      length: fc.integer({ min: 1, max: 12 }),
      stride: fc.integer({ min: 1, max: 12 }),
      start: fc.nat(3),
    });
    fc.assert(
      fc.property(cases, ({ count, length, stride, start }) => {
        fc.pre(count > length);
        const all = tensor(Int32Array.from({ length: count + start }, (_, i) => i));
        const part = flip(slice(all, [[start, start + count]])); // a view with an offset that runs backwards
        const values = part.toArray() as number[];
        const expected: number[][] = [];
        for (let at = 0; at + length + 1 <= count; at += stride) expected.push(values.slice(at, at + length));
        const { x, y } = contextWindows(part, { length, stride });
        expect(x.toArray()).toEqual(expected);
        expect(y.toArray()).toEqual(expected.map((_, i) => values.slice(i * stride + 1, i * stride + length + 1)));
      }),
    );
  });

  test("go into batches", () => {
    const source = epochs(contextWindows(tokens, { length: 3, stride: 1 }), { batchSize: 2, key: randomKey(0) });
    const { value } = source.next();
    const [x, y] = [value!.x.toArray(), value!.y.toArray()] as number[][][];
    expect(y).toEqual(x!.map((row) => row.map((token) => token + 1)));
  });

  test("refuse other sizes and other tensors", () => {
    for (const length of [0, -1, 1.5, Number.NaN]) expect(() => contextWindows(tokens, { length })).toThrow(RangeError);
    expect(() => contextWindows(tokens, { length: 2, stride: 0 })).toThrow("stride must be an integer >= 1, got 0");
    expect(() => contextWindows(tokens, { length: 10 })).toThrow(ShapeError);
    expect(() => contextWindows(zeros([4, 4]), { length: 2 })).toThrow(
      "tokens [n] of more than 2 are needed, got [4,4]",
    );
    expect(() => contextWindows(zeros([]), { length: 2 })).toThrow(ShapeError);
  });
});
