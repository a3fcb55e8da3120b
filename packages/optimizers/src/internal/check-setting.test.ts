import { describe, expect, test } from "vitest";
import { checkSetting } from "./check-setting.ts";

describe.each([
  ["[0,1)", [0, 0.5, 1 - 2 ** -53], [-5e-324, 1, 2]],
  ["[0,1]", [0, 0.5, 1], [-5e-324, 1 + 2 ** -52]],
  ["(0,1)", [5e-324, 1 - 2 ** -53], [0, 1, -1]],
  ["[0,∞)", [0, 1e308], [-5e-324]],
  ["(0,∞)", [5e-324, 1e308], [0, -1]],
  ["(1,∞)", [1 + 2 ** -52, 1e308], [1, 0, -1]],
] as const)("%s", (interval, inside, outside) => {
  test("takes what is inside", () => {
    for (const value of inside) expect(() => checkSetting("x", value, interval)).not.toThrow();
  });

  test("says of the rest what was expected and what came", () => {
    for (const value of [...outside, Number.NaN, Infinity, -Infinity])
      expect(() => checkSetting("adam: beta1", value, interval)).toThrow(
        new RangeError(
          `adam: beta1 must be a finite number in ${interval}, got ${value}; leave it out for the default?`,
        ),
      );
  });
});
