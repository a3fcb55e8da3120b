import { grad } from "@adjoint/autodiff";
import { interpreter } from "@adjoint/compile";
import {
  add,
  conv2d,
  exp,
  matmul,
  normal,
  randomKey,
  sum,
  type Tensor,
  tanh,
  transpose,
  useKernels,
} from "@adjoint/tensor";
import { afterEach, expect, test, vi } from "vitest";
import { wasmTarget } from "../target/wasm-target.ts";
import { createWasmKernels } from "./create-wasm-kernels.ts";
import { eagerKernelOn } from "./eager-kernel.ts";

afterEach(() => useKernels());

const value = (seed: number, ...shape: number[]): Tensor => normal(randomKey(seed), shape);

/** Within 1e-6 of the norm. */
function expectClose(got: Tensor, expected: Tensor): void {
  expect([got.dtype, got.shape]).toEqual([expected.dtype, expected.shape]);
  const size = Math.hypot(...expected.dataSync());
  got.dataSync().forEach((x, i) => expect(Math.abs(x - expected.dataSync()[i]!)).toBeLessThanOrEqual(1e-6 * size));
}

const cases: readonly [string, () => Tensor][] = [
  ["a product", () => matmul(value(1, 40, 50), value(2, 50, 30))],
  ["products of turned factors", () => matmul(transpose(value(1, 50, 40)), transpose(value(2, 3, 30, 50), [0, 2, 1]))],
  ["a convolution", () => conv2d(value(3, 2, 3, 16, 16), value(4, 4, 3, 3, 3), { padding: 1 })],
  ["functions of elements", () => tanh(exp(value(5, 50, 60)))],
  ["a gradient", () => grad((w: Tensor) => sum(tanh(matmul(value(6, 64, 32), w))))(value(7, 32, 40))],
];

test.each(cases)("%s is what the reference kernels give", (_, compute) => {
  const expected = compute();
  const { eagerKernel, dispose } = createWasmKernels({ megabytes: 16 });
  const asked = vi.fn(eagerKernel);
  useKernels({ eagerKernel: asked });
  const results = [compute(), compute()];
  expect(asked.mock.results.some(({ value: outputs }) => outputs !== undefined)).toBe(true);
  for (const result of results) expectClose(result, expected);
  dispose();
  for (const result of results) expectClose(result, expected); // results outlive the kernels
});

test("what is small, or of other types, is left to the reference kernels, and all is after useKernels()", () => {
  const { eagerKernel } = eagerKernelOn(wasmTarget());
  const asked = vi.fn(eagerKernel);
  useKernels({ eagerKernel: asked });
  matmul(value(1, 2, 3), value(2, 3, 2));
  exp(normal(randomKey(1), [3000], { dtype: "float64" }));
  add(value(1, 3000), 1);
  expect(asked.mock.results.every(({ value: outputs }) => outputs === undefined)).toBe(true);
  asked.mockClear();
  useKernels();
  exp(value(1, 3000));
  expect(asked).not.toHaveBeenCalled();
});

test("programs are compiled once, the oldest go, and those without a kernel are not used", () => {
  const target = wasmTarget();
  const build = vi.fn(target.build);
  useKernels(eagerKernelOn({ name: "watched", build }));
  for (let i = 0; i < 3; i++) for (let n = 2000; n < 2300; n += 100) exp(value(1, n));
  expect(build).toHaveBeenCalledTimes(3);
  for (let n = 3000; n < 3257; n++) exp(value(1, n));
  exp(value(1, 2000));
  expect(build).toHaveBeenCalledTimes(3 + 257 + 1);
  const useless = eagerKernelOn({
    ...interpreter,
    build: (graph) => ({ ...interpreter.build(graph), fallbacks: ["exp"] }),
  });
  useKernels(useless);
  expectClose(exp(value(1, 2000)), (useKernels(), exp(value(1, 2000))));
});
