import { expect, test } from "vitest";
import { fillFromOpenUnit } from "./fill-from-open-unit.ts";
import { randomBits } from "./random-bits.ts";
import { randomKey } from "./random-key.ts";

test.each([
  { name: "float32", make: (n: number) => new Float32Array(n), unit: 2 ** 33 },
  { name: "float64", make: (n: number) => new Float64Array(n), unit: 2 ** 53 },
])("$name: odd multiples of the unit, exact from both ends", ({ make, unit }) => {
  const out = make(5000);
  const seen: number[] = [];
  fillFromOpenUnit(1, 2, out, (u) => seen.push(u));
  expect(seen.length).toBe(5000);
  for (const u of seen) {
    expect((u * unit) % 2).toBe(1);
    expect(1 - (1 - u)).toBe(u);
  }
});

test("the bits of the key, from the highest on", () => {
  const bits = randomBits(randomKey(6), [6]).dataSync();
  const single: number[] = [];
  fillFromOpenUnit(0, 6, new Float32Array(6), (u) => single.push(u));
  expect(single).toEqual(Array.from(bits, (word) => ((word >>> 0) + 0.5) / 2 ** 32));
  const double: number[] = [];
  fillFromOpenUnit(0, 6, new Float64Array(3), (u) => double.push(u));
  expect(double).toEqual([0, 2, 4].map((i) => (bits[i]! >>> 6) / 2 ** 26 + ((bits[i + 1]! >>> 6) + 0.5) / 2 ** 52));
});
