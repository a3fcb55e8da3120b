import { relu } from "@adjoint/activations";
import { gradcheck } from "@adjoint/autodiff";
import { add, mean, multiply, type Tensor, tensor } from "@adjoint/tensor";
import { ConformanceError } from "@adjoint/tensor/testing";
import { expect, test } from "vitest";
import { checkLayer } from "./conformance.ts";
import {
  type AnyLayer,
  activation,
  batchNorm,
  constant,
  defineLayer,
  dense,
  embedding,
  gru,
  sequential,
} from "./index.ts";

test("ours conform", () => {
  const perceptron = sequential({ hidden: dense({ outputs: 4 }), relu: activation(relu), norm: batchNorm() });
  expect(() => checkLayer(perceptron, gradcheck, { inputShape: [3] })).not.toThrow();
  expect(() => checkLayer(gru({ units: 2 }), gradcheck, { inputShape: [4, 3] })).not.toThrow();
  const tokens = tensor([[0, 2], [1, 1]], { dtype: "int32" }); // biome-ignore format: rows
  const table = embedding({ vocabulary: 3, width: 2 });
  expect(() => checkLayer(table, gradcheck, { inputShape: [2], x: tokens })).not.toThrow();
});

const scaleBy = (apply: (x: Tensor, factor: Tensor) => Tensor): AnyLayer =>
  defineLayer<{ readonly factor: Tensor }>({
    name: "scale",
    outputShape: (shape) => shape,
    parameters: (shape) => ({ factor: { shape, initializer: constant(2) } }),
    apply: ({ factor }, x) => apply(x, factor),
  });
const scale = scaleBy(multiply);
let calls = 0;

test.each<[string, AnyLayer]>([
  ["mixes examples", scaleBy((x, factor) => add(multiply(x, factor), mean(x)))],
  ["says another shape", { ...scale, describe: (shape) => ({ ...scale.describe(shape), outputShape: [7] }) }],
  ["counts wrong", { ...scale, describe: (shape) => ({ ...scale.describe(shape), parameters: 4 }) }],
  ["draws from elsewhere", { ...scale, init: () => ({ factor: tensor([1, 2, ++calls]) }) }],
])("what %s is found", (_, layer) => {
  expect(() => checkLayer(layer, gradcheck, { inputShape: [3] })).toThrow(ConformanceError);
});
