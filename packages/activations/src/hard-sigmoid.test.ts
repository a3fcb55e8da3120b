import { tensor } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { hardSigmoid } from "./hard-sigmoid.ts";

test("hardSigmoid is (x + 3) / 6 limited to [0, 1]", () => {
  expect(hardSigmoid(tensor([-4, -3, -1.5, 0, 1.5, 3, 4])).toArray()).toEqual([0, 0, 0.25, 0.5, 0.75, 1, 1]);
});
