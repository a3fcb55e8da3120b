import { test } from "node:test";
import { gradcheck } from "@adjoint/autodiff";
import { checkBatching, checkDerivatives, checkValue } from "@adjoint/autodiff/conformance";
import { checkLayer } from "@adjoint/layers/conformance";
import { checkLoss } from "@adjoint/losses/conformance";
import { checkTransform } from "@adjoint/optimizers/conformance";
import { checkSchedule } from "@adjoint/schedulers/conformance";
import { tensor } from "@adjoint/tensor";
import type { PrimitiveCase } from "@adjoint/tensor/testing";
import { cauchy, cubeRootDecay, gated, hypot, powerSign, scaleByPowerSign } from "../src/index.ts";

const row: PrimitiveCase = {
  name: "hypot",
  inputs: [{ shape: [2, 3] }, { shape: [2, 3], low: 0.5, high: 3 }],
  run: (x, y) => hypot(x!, y!),
  reference: (x: number[][], y: number[][]) =>
    x.map((line, i) => line.map((v, k) => Math.sqrt(v ** 2 + y[i]![k]! ** 2))),
};

test("the operation: values, derivatives to second order, batches", () => {
  checkValue(row, "float32");
  checkValue(row, "float64");
  checkDerivatives(row);
  checkBatching(row);
});

test("the loss", () => {
  const [p, t] = [
    [0.3, -1.2, 4],
    [1.1, 0.7, -0.5],
  ].map((values) => tensor(values, { dtype: "float64" }));
  checkLoss({ name: "cauchy", loss: ([x, y], options) => cauchy(x!, y!, options), inputs: [p!, t!] }, gradcheck);
});

test("the optimizer, and the part it is made of", () => {
  checkTransform("powerSign", powerSign({ learningRate: 0.001 }));
  checkTransform("scaleByPowerSign", scaleByPowerSign({ decay: 0.5 }), { descends: false });
});

test("the schedule", () => {
  checkSchedule("cubeRootDecay", cubeRootDecay(0.1));
});

test("the layer", () => {
  checkLayer(gated({ units: 4 }), gradcheck, { inputShape: [3] });
});
