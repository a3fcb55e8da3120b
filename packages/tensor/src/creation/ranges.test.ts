import { describe, expect, test } from "vitest";
import { arange, linspace } from "./ranges.ts";

describe("arange", () => {
  test.each([
    [
      [0, 5],
      [0, 1, 2, 3, 4],
    ],
    [
      [2, 8, 3],
      [2, 5],
    ],
    [
      [2, 9, 3],
      [2, 5, 8],
    ],
    [
      [5, 0, -2],
      [5, 3, 1],
    ],
    [
      [-2, 2],
      [-2, -1, 0, 1],
    ],
    [[0, 0], []],
    [[3, 0], []],
    [[0, 3, -1], []],
  ] as const)("of %j is %j", ([start, end, step], values) => {
    const x = arange(start, end, step);
    expect([x.dtype, x.toArray()]).toEqual(["int32", values]);
  });

  test("of one number starts at 0", () => {
    expect(arange(5).toArray()).toEqual([0, 1, 2, 3, 4]);
    expect([arange(0).shape, arange(-3).shape, arange(5).dtype]).toEqual([[0], [0], "int32"]);
    expect(() => arange(Infinity)).toThrow(/^arange: finite bounds .* are needed, got 0, Infinity and 1;/);
  });

  test("of fractions needs a type that holds them, and adds up no rounding", () => {
    const x = arange(0, 1, 0.1, "float64");
    expect(x.toArray()).toEqual(Array.from({ length: 10 }, (_, i) => i * 0.1));
    expect(arange(0.5, 3, 1, "float32").toArray()).toEqual([0.5, 1.5, 2.5]);
  });
});

describe("linspace", () => {
  test("has both bounds exactly, and even steps", () => {
    expect(linspace(0, 1, 5).toArray()).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(linspace(0, 1, 5).dtype).toBe("float32");
    const tenths = linspace(0, 1, 11, "float64").dataSync();
    tenths.forEach((x, i) => {
      expect(Math.abs(x - i / 10)).toBeLessThanOrEqual(2 ** -53);
    });
    const x = linspace(0.1, 0.7, 7, "float64").dataSync();
    expect([x[0], x[6]]).toEqual([0.1, 0.7]);
  });

  test("goes down, stays, and crosses 0 without missing it", () => {
    expect(linspace(3, 1, 3).toArray()).toEqual([3, 2, 1]);
    expect(linspace(0.3, 0.3, 4, "float64").toArray()).toEqual([0.3, 0.3, 0.3, 0.3]);
    expect(linspace(-1, 1, 3, "float64").toArray()).toEqual([-1, 0, 1]);
  });

  test("of one number is the start, of none empty", () => {
    expect(linspace(2, 5, 1).toArray()).toEqual([2]);
    expect(linspace(2, 5, 0).shape).toEqual([0]);
  });

  test("of an integer type takes only what it holds", () => {
    expect(linspace(0, 6, 4, "int32").toArray()).toEqual([0, 2, 4, 6]);
    expect(() => linspace(0, 1, 4, "int32")).toThrow(RangeError);
  });
});
