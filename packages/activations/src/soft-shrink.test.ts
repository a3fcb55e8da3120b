import { tensor } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { softShrink } from "./soft-shrink.ts";

describe("softShrink", () => {
  const x = tensor([-2, -0.5, -0.25, 0, 0.5, 0.75, 3]);

  test("pulls everything towards 0 by lambda", () => {
    expect(softShrink(x).toArray()).toEqual([-1.5, 0, 0, 0, 0, 0.25, 2.5]);
    expect(softShrink(x, { lambda: 2 }).toArray()).toEqual([0, 0, 0, 0, 0, 0, 1]);
    expect(softShrink(x, { lambda: 0 }).toArray()).toEqual(x.toArray());
  });

  test("it minimizes (y - x)^2 / 2 + lambda |y|", () => {
    const cost = (y: number, at: number): number => (y - at) ** 2 / 2 + 0.5 * Math.abs(y);
    const values = softShrink(x).dataSync();
    x.dataSync().forEach((at, i) => {
      for (const move of [-0.01, 0.01]) expect(cost(values[i]!, at)).toBeLessThan(cost(values[i]! + move, at));
    });
  });

  test("lambda must not be negative", () => {
    for (const lambda of [-0.1, NaN, Infinity]) expect(() => softShrink(x, { lambda })).toThrow(RangeError);
    expect(() => softShrink(x, { lambda: -1 })).toThrow("softShrink: lambda must be a finite number >= 0, got -1");
  });
});
