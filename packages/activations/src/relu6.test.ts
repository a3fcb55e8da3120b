import { tensor } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { relu6 } from "./relu6.ts";

test("relu6 limits to [0, 6]", () => {
  expect(relu6(tensor([-1, 0, 0.25, 5.5, 6, 7])).toArray()).toEqual([0, 0, 0.25, 5.5, 6, 6]);
});
