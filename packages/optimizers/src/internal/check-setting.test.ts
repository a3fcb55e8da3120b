import { describe, expect, test } from "vitest";
import { checkSetting } from "./check-setting.ts";

describe.each([
  ["[0,1)", [0, 0.5, 1 - 2 ** -53], [-5e-324, 1, 2], "from 0 to below 1"],
  ["[0,1]", [0, 0.5, 1], [-5e-324, 1 + 2 ** -52], "from 0 to 1"],
  ["(0,1)", [5e-324, 1 - 2 ** -53], [0, 1, -1], "between 0 and 1"],
  ["[0,∞)", [0, 1e308], [-5e-324], "from 0 up"],
  ["(0,∞)", [5e-324, 1e308], [0, -1], "above 0"],
  ["(1,∞)", [1 + 2 ** -52, 1e308], [1, 0, -1], "above 1"],
] as const)("%s", (interval, inside, outside, words) => {
  test("takes what is inside", () => {
    for (const value of inside) expect(() => checkSetting("x", value, interval)).not.toThrow();
  });

  test("says of the rest what was expected and what came", () => {
    for (const value of [...outside, Number.NaN, Infinity, -Infinity])
      expect(() => checkSetting("adam: beta1", value, interval)).toThrow(
        new RangeError(`adam: beta1 must be a finite number ${words}, got ${value}; leave it out for the default?`),
      );
  });
});
