import { compile } from "@adjoint/compile";
import { engineCases, largestDifference } from "@adjoint/compile/testing";
import { type Tensor } from "@adjoint/tensor";
import { primitiveCases, sampleInputs } from "@adjoint/tensor/testing";
import { describe, expect, test } from "vitest";
import { wasmTarget } from "./wasm-target.ts";

/** What may run on the host, of float32: sorting, linear algebra, and what is still to come. */
const onHost = new Set(
  [
    ["argSort", "cholesky", "determinant", "eigh", "logDeterminant", "qr", "solve", "svd", "triangularSolve"],
    ["acos", "asin", "atan", "atan2", "cosh", "remainder", "sinh", "tan"],
  ].flat(),
);

const tolerances = { float32: 1e-6, float64: 1e-12 } as const;

describe.each(["float32", "float64"] as const)("%s", (dtype) => {
  // a program computes on the host from scalars of int32 and float64 alone
  const rows = primitiveCases.filter(({ name }) => dtype === "float64" || name !== "onHost");
  test.each(rows)("$name gives on the target what its kernel gives", (row) => {
    const inputs = sampleInputs(row, dtype);
    const compiled = compile((...all: Tensor[]) => row.run(...all), { target: wasmTarget() });
    const [got, expected] = [compiled(...inputs), row.run(...inputs)];
    const { fallbacks } = compiled.stats.programs[0]!; // it was called
    if (dtype === "float32") expect(fallbacks.filter((name) => !onHost.has(name))).toEqual([]);
    expect([got.dtype, got.shape]).toEqual([expected.dtype, expected.shape]);
    const [a, b] = [got.dataSync(), expected.dataSync()];
    const norm = Math.sqrt(Array.from(b).reduce((total, x) => total + (Number.isFinite(x) ? x * x : 0), 0));
    b.forEach((x, i) => {
      if (!Number.isFinite(x)) expect(a[i]).toBe(x);
      else expect(Math.abs(a[i]! - x)).toBeLessThanOrEqual(tolerances[dtype] * norm);
    });
  });
});

test.each(engineCases)("$name", ({ run, inputs }) => {
  const compiled = compile(run, { target: wasmTarget() });
  expect(largestDifference(compiled(...inputs), run(...inputs))).toBeLessThanOrEqual(1e-6);
});
