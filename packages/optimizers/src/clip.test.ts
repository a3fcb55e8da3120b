import { expect, test } from "vitest";
import { apply } from "../tests/apply.ts";
import { clip } from "./index.ts";

test("clip limits each entry, bounds included, NaN stays", () => {
  expect(apply(clip(2), Float64Array.of(-5, -2, 0.5, 2, 5, Infinity, Number.NaN))).toEqual(
    Float64Array.of(-2, -2, 0.5, 2, 2, 2, Number.NaN),
  );
  for (const bad of [0, -1, Number.NaN, Infinity]) expect(() => clip(bad)).toThrow(RangeError);
});
