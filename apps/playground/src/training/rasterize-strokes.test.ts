import { expect, test } from "vitest";
import { rasterizeStrokes } from "./rasterize-strokes.ts";

const rows = (pixels: Float32Array): number[][] =>
  Array.from({ length: 8 }, (_, row) => [...pixels.subarray(8 * row, 8 * row + 8)]);

test("an upright line fills the height of the two middle columns, wherever it was drawn and how large", () => {
  const small = rasterizeStrokes([
    [
      [10, 10],
      [10, 30],
    ],
  ]);
  const large = rasterizeStrokes([
    [
      [200, 50],
      [200, 150],
      [200, 250],
    ],
  ]);
  expect(small).toEqual(large);
  for (const row of rows(small)) {
    expect(row[3]).toBeCloseTo(row[4]!, 12);
    expect(row[3]).toBeGreaterThan(0.3);
    expect([...row.slice(0, 3), ...row.slice(5)].every((value) => value === 0)).toBe(true);
  }
});

test("ink is counted in 4 x 4 blocks of 32 x 32: a square frame leaves its inside empty", () => {
  const frame = rows(
    rasterizeStrokes([
      [
        [0, 0],
        [9, 0],
        [9, 9],
        [0, 9],
        [0, 0],
      ],
    ]),
  );
  expect(frame[0]!.slice(1, 7).every((value) => value > 0.8)).toBe(true);
  expect(frame.slice(2, 6).every((row) => row.slice(2, 6).every((value) => value === 0))).toBe(true);
});

test("a point is a dot in the middle", () => {
  const dot = rasterizeStrokes([[[3, 3]]]);
  expect(dot.reduce((a, b) => a + b, 0) * 16).toBe(12); // the lattice points of a disc of diameter 3.6
});
