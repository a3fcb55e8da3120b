import { readFileSync } from "node:fs";
import { grad } from "@adjoint/autodiff";
import { cos, isFloat, isTensor, multiply, reshape, sum, type Tensor, tensor } from "@adjoint/tensor";
import { flattenTree } from "@adjoint/tree";
import { expect, test } from "vitest";
import { layerCases } from "./layer-cases.ts";

interface OfTorch {
  readonly output: readonly number[];
  /** Of sum(output * cos(1, 2, 3, ...)), by the path of the parameter, `params/...`, and for `x`. */
  readonly gradients: Readonly<Record<string, readonly number[]>>;
}

const values = JSON.parse(readFileSync(new URL("golden/layers-torch.json", import.meta.url), "utf8")) as Readonly<
  Record<string, OfTorch>
>;

function expectClose(got: Tensor, wanted: readonly number[]): void {
  const scale = Math.max(1, ...wanted.map(Math.abs));
  const found = got.dataSync();
  expect(found).toHaveLength(wanted.length);
  wanted.forEach((value, i) => expect(Math.abs(found[i]! - value)).toBeLessThanOrEqual(1e-12 * scale));
}

test("every case was given to PyTorch", () => {
  expect(Object.keys(values)).toEqual(layerCases.map(({ name }) => name));
});

test.each(layerCases.map((one) => [one.name, one] as const))("%s: value and gradients of PyTorch", (name, one) => {
  const { layer, params, x, options } = one;
  const { output, gradients } = values[name]!;
  const result = layer.apply(params, x, options);
  expectClose(result, output);
  const pattern = reshape(cos(tensor(Float64Array.from({ length: result.size }, (_, i) => i + 1))), result.shape);
  const total = (given: { readonly params: object; readonly x: Tensor }): Tensor =>
    sum(multiply(layer.apply(given.params, given.x, options), pattern));
  const found = isFloat(x.dtype)
    ? grad((given: { params: object; x: Tensor }) => total(given))({ params, x })
    : { params: grad((given: object) => total({ params: given, x }))(params) };
  const { leaves, paths } = flattenTree(isTensor, found as never);
  expect([...paths].sort()).toEqual(Object.keys(gradients).sort());
  paths.forEach((path, i) => expectClose(leaves[i] as Tensor, gradients[path]!));
});
