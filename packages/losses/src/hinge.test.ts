import { grad } from "@adjoint/autodiff";
import { tensor } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { hinge } from "./hinge.ts";

const predictions = tensor([2, 1, 0.5, -3, -1, 0, Infinity, -Infinity, Number.NaN]);
const labels = tensor([1, 1, 1, 1, -1, -1, 1, 1, 1]);

test("is max(0, 1 - t p), and NaN stays", () => {
  const values = hinge(predictions, labels, { reduction: "none" });
  expect(values.toArray()).toEqual([0, 0, 0.5, 4, 0, 1, 0, Infinity, Number.NaN]);
});

test("has gradient -t inside the margin, and 0 outside and at the kink", () => {
  const gradients = grad((p: typeof predictions) => hinge(p, labels, { reduction: "sum" }))(predictions);
  expect(Array.from(gradients.dataSync().slice(0, 8), (x) => x + 0)).toEqual([0, 0, -1, -1, 0, 1, 0, -1]);
});
