import { tensor } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { relu } from "./relu.ts";
import { threshold } from "./threshold.ts";

describe("threshold", () => {
  const x = tensor([-1, 0, 0.5, 0.75, 2]);

  test("replaces what is not above the threshold", () => {
    expect(threshold(x, { threshold: 0.5, value: -3 }).toArray()).toEqual([-3, -3, -3, 0.75, 2]);
    expect(threshold(x, { threshold: 1 }).toArray()).toEqual([0, 0, 0, 0, 2]);
  });

  test("with the defaults it is relu", () => {
    expect(threshold(x).toArray()).toEqual(relu(x).toArray());
  });

  test("settings must be finite", () => {
    expect(() => threshold(x, { threshold: NaN })).toThrow("threshold: threshold must be a finite number, got NaN");
    expect(() => threshold(x, { value: Infinity })).toThrow(RangeError);
  });
});
