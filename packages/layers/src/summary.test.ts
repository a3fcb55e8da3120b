import { gelu, relu } from "@adjoint/activations";
import { expect, test } from "vitest";
import {
  activation,
  batchNorm,
  conv2d,
  dense,
  embedding,
  flatten,
  layerNorm,
  maxPool,
  sequential,
  summary,
  transformerBlock,
} from "./index.ts";

test("a convolutional network, counted by hand", () => {
  const model = sequential({
    conv: conv2d({ outputs: 8, kernel: 3 }),
    norm: batchNorm(),
    relu: activation(relu),
    pool: maxPool({ window: 2 }),
    flatten: flatten(),
    output: dense({ outputs: 10 }),
  });
  const { rows, parameters, parameterBytes, state, activationBytes, flops, ...rest } = summary(model, [1, 28, 28]);
  expect(parameters).toBe(8 * 9 + 8 + 2 * 8 + 8 * 13 * 13 * 10 + 10);
  expect(parameterBytes).toBe(4 * parameters);
  expect(state).toBe(16);
  expect(activationBytes).toBe(4 * (28 * 28 + 3 * 8 * 26 * 26 + 2 * 8 * 13 * 13 + 10));
  expect(flops).toBe(2 * 9 * 8 * 26 * 26 + 2 * 8 * 13 * 13 * 10);
  expect(rows.map(({ path }) => path)).toEqual(["conv", "norm", "relu", "pool", "flatten", "output"]);
  expect(rest.toString()).toBe(
    [
      "layer    kind       output     parameters    flops",
      "--------------------------------------------------",
      "         input      [1,28,28]",
      "conv     conv2d     [8,26,26]          80   97,344",
      "norm     batchNorm  [8,26,26]          16        0",
      "relu     relu       [8,26,26]           0        0",
      "pool     maxPool    [8,13,13]           0        0",
      "flatten  flatten    [1352]              0        0",
      "output   dense      [10]           13,530   27,040",
      "--------------------------------------------------",
      "total                              13,626  124,384",
      "54.5 kB of parameters, 78.9 kB of activations an example, 16 numbers of state",
    ].join("\n"),
  );
});

test("a transformer, counted by its formula", () => {
  const model = sequential({
    tokens: embedding({ vocabulary: 65, width: 128 }),
    blocks: sequential([transformerBlock({ width: 128, heads: 4 }), transformerBlock({ width: 128, heads: 4 })]),
    norm: layerNorm(),
    output: dense({ outputs: 65 }),
  });
  const block = 4 * (128 * 128 + 128) + 4 * 128 + 128 * 512 + 512 + 512 * 128 + 128;
  const { parameters, rows } = summary(model, [64]);
  expect(parameters).toBe(65 * 128 + 2 * block + 256 + 128 * 65 + 65);
  expect(rows.map(({ path }) => path)).toContain("blocks/1/attention/attention/queries");
  expect(rows.find(({ path }) => path === "blocks/0/perceptron/activation")?.name).toBe(gelu.name);
});

test("a model too large for any machine is summed up at once", () => {
  const { parameters, toString } = summary(dense({ outputs: 1_000_000 }), [1_000_000]);
  expect(parameters).toBe(1e12 + 1e6);
  expect(toString()).toContain("4 TB of parameters");
});

test("what init would refuse, summary does", () => {
  expect(() => summary(maxPool({ window: 5 }), [1, 4, 4])).toThrow("maxPool: the window must fit");
});
