import { expect, test } from "vitest";
import { apply } from "../tests/apply.ts";
import { maximize } from "./index.ts";

test("maximize negates", () => {
  expect(apply(maximize(), { a: 2, b: Float64Array.of(-3) })).toEqual({ a: -2, b: Float64Array.of(3) });
});
