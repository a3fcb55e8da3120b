import { readFileSync } from "node:fs";
import { relu } from "@adjoint/activations";
import { multiply, randomKey, type Tensor, zeros } from "@adjoint/tensor";
import { expect, test } from "vitest";
import * as layers from "./index.ts";
import { constant, defineLayer, type Layer, sequential, summary } from "./index.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

test("every function that is exported is in the readme", () => {
  const listed = new Set([...readme.matchAll(/`(\w+)(?:\(|`)/g)].map(([, name]) => name!));
  for (const name of Object.keys(layers)) expect(listed).toContain(name);
});

test("a layer of one's own is like ours", () => {
  const scale = (): Layer<{ readonly factor: Tensor }> =>
    defineLayer({
      name: "scale",
      outputShape: (shape) => shape,
      parameters: (shape) => ({ factor: { shape, initializer: constant(2) } }),
      apply: ({ factor }, x) => multiply(x, factor),
    });
  const model = sequential({ scale: scale(), relu: layers.activation(relu) });
  expect(summary(model, [3]).parameters).toBe(3);
  const params = model.init(randomKey(0), [3]);
  expect(model.apply(params, layers.constant(1)(randomKey(0), [2, 3])).toArray()).toEqual([[2, 2, 2], [2, 2, 2]]); // biome-ignore format: two rows
  expect(model.apply(params, zeros([0, 3])).shape).toEqual([0, 3]);
});
