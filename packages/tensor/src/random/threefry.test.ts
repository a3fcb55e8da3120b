import { expect, test } from "vitest";
import { threefry } from "./threefry.ts";

const enciphered = (key: readonly [number, number], counter: readonly [number, number]): number[] => {
  const out = new Int32Array(2);
  threefry(key[0] | 0, key[1] | 0, counter[0] | 0, counter[1] | 0, out);
  return Array.from(out, (word) => word >>> 0);
};

// kat_vectors of Random123, the authors' library: threefry2x32 20
test.each([
  { counter: [0, 0], key: [0, 0], block: [0x6b200159, 0x99ba4efe] },
  { counter: [0xffffffff, 0xffffffff], key: [0xffffffff, 0xffffffff], block: [0x1cb996fc, 0xbb002be7] },
  { counter: [0x243f6a88, 0x85a308d3], key: [0x13198a2e, 0x03707344], block: [0xc4923a9c, 0x483df7a0] },
] as const)("known answer for counter $counter and key $key", ({ counter, key, block }) => {
  expect(enciphered(key, counter)).toEqual(block);
});

test("counts up block by block, across the sign and the end of a word", () => {
  for (const start of [0, 41, 0x7fffffff, 0xffffffff]) {
    const out = new Int32Array(8);
    threefry(5, -7, start | 0, 3, out);
    const expected = [0, 1, 2, 3].flatMap((i) => enciphered([5, -7], [start + i, 3]));
    expect(Array.from(out, (word) => word >>> 0)).toEqual(expected);
  }
});

test("drops the second word of a last block that does not fit", () => {
  const [short, long] = [new Int32Array(5), new Int32Array(6)];
  threefry(1, 2, 0, 0, short);
  threefry(1, 2, 0, 0, long);
  expect(short).toEqual(long.subarray(0, 5));
});
