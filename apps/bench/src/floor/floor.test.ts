import { expect, test } from "vitest";
import { arithmeticPeak } from "./arithmetic-peak.ts";
import { copyRate } from "./copy-rate.ts";
import { engine } from "./engine.ts";
import { floorOf } from "./floor-of.ts";
import { BLOCK_OPERATIONS, DEPTH, simdBlock } from "./simd-block.ts";

test("the floor is arithmetic over peak or bytes over rate, whichever takes longer", () => {
  expect(floorOf({ operations: 2e9, bytes: 1e9 }, 1e9, 1e9)).toBe(2000);
  expect(floorOf({ operations: 2e9, bytes: 3e9 }, 1e9, 1e9)).toBe(3000);
  expect(floorOf({ operations: 5e9, bytes: 1e9 }, 1e10, 1e9)).toBe(1000);
});

test.each([{ fused: false }, { fused: true }])("the block adds products of columns and rows: %j", ({ fused }) => {
  const code = simdBlock({ fused });
  if (fused && !engine.validate(code)) return; // relaxed SIMD is not in every engine
  const { run, memory } = new engine.Instance(new engine.Module(code)).exports;
  const numbers = new Float32Array(memory.buffer);
  for (let i = 0; i < 12 * DEPTH; i++) numbers[i] = (i * 7) % 11; // small whole numbers, so that sums are exact
  const [columns, rows] = [numbers.slice(0, 4 * DEPTH), numbers.slice(4 * DEPTH, 12 * DEPTH)];
  run(3);
  const expected = Array.from({ length: 32 }, (_, at) => {
    const [i, j] = [Math.floor(at / 8), at % 8];
    let sum = 0;
    for (let k = 0; k < DEPTH; k++) sum += columns[4 * k + i]! * rows[8 * k + j]!;
    return 3 * sum;
  });
  expect([...numbers.subarray(12 * DEPTH, 12 * DEPTH + 32)]).toEqual(expected);
  expect(BLOCK_OPERATIONS).toBe(2 * DEPTH * 32);
});

test("both rates are those of a computer", () => {
  expect(arithmeticPeak()).toBeGreaterThan(1e9);
  expect(copyRate(1e6)).toBeGreaterThan(1e8);
});
