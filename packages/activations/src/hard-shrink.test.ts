import { tensor } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { hardShrink } from "./hard-shrink.ts";

describe("hardShrink", () => {
  const x = tensor([-2, -0.5, -0.25, 0, 0.5, 0.75, 3]);

  test("drops what is not beyond lambda, and keeps the rest as it is", () => {
    expect(hardShrink(x).toArray()).toEqual([-2, 0, 0, 0, 0, 0.75, 3]);
    expect(hardShrink(x, { lambda: 2 }).toArray()).toEqual([0, 0, 0, 0, 0, 0, 3]);
    expect(hardShrink(x, { lambda: 0 }).toArray()).toEqual(x.toArray());
  });

  test("lambda must not be negative", () => {
    for (const lambda of [-0.1, NaN, Infinity]) expect(() => hardShrink(x, { lambda })).toThrow(RangeError);
  });
});
