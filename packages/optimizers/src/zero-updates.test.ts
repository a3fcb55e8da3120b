import { expect, test } from "vitest";
import { apply } from "../tests/apply.ts";
import { zeroUpdates } from "./index.ts";

test("zeroUpdates is 0 whatever comes", () => {
  expect(apply(zeroUpdates(), Float64Array.of(1, Number.NaN, Infinity))).toEqual(Float64Array.of(0, 0, 0));
});
