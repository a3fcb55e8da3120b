import { cast, divide, multiply, square, type Tensor } from "@adjoint/tensor";
import { ConformanceError } from "@adjoint/tensor/testing";
import { mapTree } from "@adjoint/tree";
import { expect, test } from "vitest";
import { checkTransform } from "./conformance.ts";
import { adam, clip, type GradientTransform, lion, momentum, sgd, stateless } from "./index.ts";

test("ours conform", () => {
  expect(() => checkTransform("sgd", sgd({ learningRate: 0.01 }))).not.toThrow();
  expect(() => checkTransform("momentum", momentum({ learningRate: 0.01 }))).not.toThrow();
  expect(() => checkTransform("adam", adam({ learningRate: 0.01 }))).not.toThrow();
  expect(() => checkTransform("lion", lion({ learningRate: 0.01 }))).not.toThrow();
  expect(() => checkTransform("clip", clip(1), { descends: false })).not.toThrow();
});

let calls = 0;
const scaled = (f: (gradient: Tensor) => Tensor): GradientTransform<object> =>
  stateless((gradients) => mapTree((g: Tensor) => f(g), gradients));
const descent = scaled((g) => multiply(g, -0.01));

test.each<[string, GradientTransform<unknown>]>([
  ["climbs", scaled((g) => multiply(g, 0.01))],
  ["keeps state of its own", scaled((g) => multiply(g, -0.01 / ++calls))],
  ["computes in double precision", scaled((g) => multiply(cast(g, "float64"), -0.01))],
  ["divides by a gradient of 0", scaled((g) => divide(multiply(square(g), -0.01), g))],
  ["keeps numbers in its state", { ...descent, init: () => ({ steps: 0 }) }],
  ["takes anything", { init: () => ({}), update: (gradients, state) => [gradients, state] }],
])("what %s is found", (name, transform) => {
  expect(() => checkTransform(name, transform)).toThrow(ConformanceError);
});
