import fc from "fast-check";
import { expect, test } from "vitest";
import { ALIGNMENT, type Lifetime, planMemory } from "./plan-memory.ts";

const lifetime = fc
  .tuple(fc.nat(200), fc.nat(20), fc.nat(8))
  .map(([bytes, from, length]): Lifetime => ({ bytes, from, to: from + length }));

const overlap = (a: readonly [number, number], b: readonly [number, number]): boolean => a[0] < b[1] && b[0] < a[1];

test("buffers that live at the same time never overlap, and all are inside and aligned", () => {
  fc.assert(
    fc.property(fc.array(lifetime, { maxLength: 40 }), (lifetimes) => {
      const { offsets, bytes } = planMemory(lifetimes);
      lifetimes.forEach((a, i) => {
        expect(offsets[i]! % ALIGNMENT).toBe(0);
        expect(offsets[i]! + a.bytes).toBeLessThanOrEqual(bytes);
        lifetimes.slice(0, i).forEach((b, k) => {
          const together = a.from <= b.to && b.from <= a.to;
          const spans = [i, k].map((n) => [offsets[n]!, offsets[n]! + lifetimes[n]!.bytes] as const);
          expect(together && overlap(spans[0]!, spans[1]!)).toBe(false);
        });
      });
      // never less than what lives at once
      for (let step = 0; step < 30; step++) {
        const alive = lifetimes.filter(({ from, to }) => from <= step && step <= to);
        expect(bytes).toBeGreaterThanOrEqual(alive.reduce((total, { bytes: size }) => total + size, 0));
      }
    }),
  );
});

test("memory is used again when its buffer is not needed any more", () => {
  const chain = [0, 1, 2, 3, 4, 5].map((i): Lifetime => ({ bytes: 1024, from: i, to: i + 1 }));
  expect(planMemory(chain).bytes).toBe(2048);
  expect(planMemory([])).toEqual({ offsets: [], bytes: 0 });
});
