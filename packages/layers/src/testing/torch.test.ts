import type { Tensor } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { outputAndGradients, torchCases } from "./torch-cases.ts";

function expectClose(got: Tensor, wanted: readonly number[]): void {
  const scale = Math.max(1, ...wanted.map(Math.abs));
  const found = got.dataSync();
  expect(found).toHaveLength(wanted.length);
  wanted.forEach((value, i) => expect(Math.abs(found[i]! - value)).toBeLessThanOrEqual(1e-12 * scale));
}

test.each(torchCases.map((one) => [one.name, one] as const))("%s: value and gradients of PyTorch", (_, one) => {
  const { output, gradients } = outputAndGradients(one);
  expectClose(output, one.torch.output);
  expect(Object.keys(gradients).sort()).toEqual(Object.keys(one.torch.gradients).sort());
  for (const [path, wanted] of Object.entries(one.torch.gradients)) expectClose(gradients[path]!, wanted);
});
