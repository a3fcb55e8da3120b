import { describe, expect, test } from "vitest";
import { piecewiseConstant } from "./piecewise-constant.ts";

const call = (options: unknown): unknown => Reflect.apply(piecewiseConstant, undefined, [options]);

describe("piecewiseConstant", () => {
  test("takes the next value at its boundary", () => {
    const schedule = piecewiseConstant({ boundaries: [2, 4], values: [0.3, 0.2, 0.1] });
    expect([0, 1, 1.9, 2, 3, 4, 100].map(schedule)).toEqual([0.3, 0.3, 0.3, 0.2, 0.2, 0.1, 0.1]);
  });

  test("of one value is constant", () => {
    const schedule = piecewiseConstant({ boundaries: [], values: [0.3] });
    expect([0, 10].map(schedule)).toEqual([0.3, 0.3]);
  });

  test("does not see later changes of the arrays", () => {
    const boundaries = [2];
    const values = [0.3, 0.2];
    const schedule = piecewiseConstant({ boundaries, values });
    boundaries[0] = 1;
    values[0] = 9;
    expect([0, 1, 2].map(schedule)).toEqual([0.3, 0.3, 0.2]);
  });

  test.each([
    [[2], [0.1]],
    [[], [0.1, 0.2]],
    [[], []],
    [
      [2, 2],
      [0.1, 0.2, 0.3],
    ],
    [
      [4, 2],
      [0.1, 0.2, 0.3],
    ],
    [[0], [0.1, 0.2]],
    [[1.5], [0.1, 0.2]],
    [[Number.NaN], [0.1, 0.2]],
    [[2], [0.1, -0.2]],
    [[2], [0.1, Number.POSITIVE_INFINITY]],
  ])("rejects boundaries %j with values %j", (boundaries, values) => {
    expect(() => piecewiseConstant({ boundaries, values })).toThrow(RangeError);
    expect(() => piecewiseConstant({ boundaries, values })).toThrow(
      /^piecewiseConstant: [^;]+ must be [^;]+, got [^;]+; /,
    );
  });

  test("rejects other kinds", () => {
    expect(() => call({ boundaries: [2], values: [0.1, "0.2"] })).toThrow(TypeError);
    expect(() => call({ boundaries: ["2"], values: [0.1, 0.2] })).toThrow(TypeError);
    expect(() => call({ boundaries: [2] })).toThrow(TypeError);
    expect(() => call({ values: [1] })).toThrow(TypeError);
  });
});
