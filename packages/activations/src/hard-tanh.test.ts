import { tensor } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { hardTanh } from "./hard-tanh.ts";

test("hardTanh limits to [-1, 1]", () => {
  expect(hardTanh(tensor([-7, -1, -0.5, 0, 0.25, 1, 1.5])).toArray()).toEqual([-1, -1, -0.5, 0, 0.25, 1, 1]);
});
