import { expect, test } from "vitest";
import { apply } from "../tests/apply.ts";
import { zeroNonFinite } from "./index.ts";

test("zeroNonFinite puts 0 where an entry is not finite, and nowhere else", () => {
  expect(apply(zeroNonFinite(), Float32Array.of(1, Number.NaN, Infinity, -Infinity, -0, 3e38))).toEqual(
    Float32Array.of(1, 0, 0, 0, -0, 3e38),
  );
});
