import { readNpy, writeNpy } from "@adjoint/checkpoint";
import { concat, tensor, transpose, zeros } from "@adjoint/tensor";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { streamNpy } from "./stream-npy.ts";

async function partsOf(...args: Parameters<typeof streamNpy>) {
  const parts = [];
  for await (const part of streamNpy(...args)) parts.push(part);
  return parts;
}
const piecesOf = (file: Uint8Array, size: number): Uint8Array[] =>
  Array.from({ length: Math.ceil(file.length / size) }, (_, i) => file.subarray(i * size, (i + 1) * size));

const counting = (shape: readonly number[]) =>
  tensor(
    Float32Array.from({ length: shape.reduce((n, m) => n * m, 1) }, (_, i) => i),
    { shape },
  );

/** The same array in column-major order, as NumPy says it. */
const columnMajor = (): Uint8Array => {
  const text = Buffer.from(writeNpy(counting([2, 3])))
    .toString("latin1")
    .replace("False", "True ");
  return Uint8Array.from(Buffer.from(text, "latin1"));
};

describe("streamNpy", () => {
  test("gives what readNpy gives, in parts, however the file is cut", async () => {
    const cases = fc.record({
      count: fc.integer({ min: 1, max: 40 }),
      rest: fc.constantFrom([], [3], [2, 2]),
      rows: fc.integer({ min: 1, max: 45 }),
      piece: fc.integer({ min: 1, max: 300 }),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ count, rest, rows, piece }) => {
        const file = writeNpy(counting([count, ...rest]));
        const parts = await partsOf(piecesOf(file, piece), { rows });
        expect(parts.map((part) => part.shape[0])).toEqual([
          ...new Array<number>(Math.floor(count / rows)).fill(rows),
          ...(count % rows ? [count % rows] : []),
        ]);
        expect(concat(parts, { axis: 0 }).toArray()).toEqual(readNpy(file).toArray());
      }),
    );
  });

  test("of a file longer than its header can be, part by part", async () => {
    const file = writeNpy(counting([40_000, 4]));
    let pieces = 0;
    function* source(): Generator<Uint8Array> {
      for (const piece of piecesOf(file, 10_000)) {
        pieces++;
        yield piece;
      }
    }
    let rows = 0;
    for await (const part of streamNpy(source(), { rows: 100 })) {
      expect(part.dataSync()[0]).toBe(4 * rows);
      rows += 100;
      // the header is looked for in the first 65,548 bytes, and a piece gives six parts
      expect(pieces).toBeLessThanOrEqual(Math.max(7, Math.ceil((rows * 16 + 128) / 10_000)));
    }
    expect(rows).toBe(40_000);
  });

  test("of no rows gives nothing", async () => {
    expect(await partsOf([writeNpy(tensor([], { shape: [0, 3] }))], { rows: 2 })).toEqual([]);
  });

  test.each<[string, Uint8Array, string]>([
    ["a file that is cut off", writeNpy(counting([4])).subarray(0, -1), "must follow the header, got 1 too few"],
    ["bytes behind the file", Uint8Array.of(...writeNpy(counting([4])), 0), "must follow the header, got 1 more"],
    ["no file", new Uint8Array(), "readNpy: a NumPy file has"],
    ["a scalar", writeNpy(tensor(1)), "rows of numbers side by side are needed, got []"],
    ["rows without numbers", writeNpy(tensor([], { shape: [3, 0] })), "got [3,0]"],
    ["columns side by side", columnMajor(), "got [2,3] in column-major order"],
  ])("refuses %s", async (_, file, message) => {
    await expect(partsOf([file], { rows: 2 })).rejects.toThrow(message);
  });

  test("refuses other rows and other pieces", async () => {
    for (const rows of [0, 1.5]) await expect(partsOf([], { rows })).rejects.toThrow(RangeError);
    await expect(Reflect.apply(partsOf, undefined, [["text"], { rows: 2 }])).rejects.toThrow("got string");
    await expect(Reflect.apply(partsOf, undefined, [writeNpy(zeros([3])), { rows: 2 }])).rejects.toThrow(
      "got one piece",
    );
    expect(readNpy(columnMajor()).toArray()).toEqual(transpose(counting([3, 2])).toArray());
  });
});
