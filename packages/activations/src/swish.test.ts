import { expect, test } from "vitest";
import { silu } from "./silu.ts";
import { swish } from "./swish.ts";

test("swish is another name for silu", () => {
  expect(swish).toBe(silu);
});
