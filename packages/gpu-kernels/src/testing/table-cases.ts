import { compile } from "@adjoint/compile";
import type { Tensor } from "@adjoint/tensor";
import { type PrimitiveCase, primitiveCases, sampleInputs } from "@adjoint/tensor/testing";
import { gpuTarget } from "../target/gpu-target.ts";
import { expectClose } from "./expect-close.ts";
import { type GpuCase, TOLERANCE } from "./gpu-case.ts";

/** What a device cannot do: sorting, linear algebra, float64 (by which the row of casts goes), and what runs on the host. */
const OTHERS =
  /\b(?:sort|argSort|topK|cholesky|qr|svd|eigh|solve|triangularSolve|determinant|logDeterminant|inverse|onHost)\b|cast to another type/;

/** The rows of the table of primitives that a device must run. */
export const tableRows: readonly PrimitiveCase[] = primitiveCases.filter(({ name }) => !OTHERS.test(name));

/** Each row gives on the device what the reference kernels give. */
export const tableCases: readonly GpuCase[] = tableRows.map((row) => ({
  name: row.name,
  run: async (device) => {
    const inputs = sampleInputs(row, "float32");
    const compiled = compile((...all: Tensor[]) => row.run(...all), { target: gpuTarget(device) });
    await expectClose(compiled(...inputs), row.run(...inputs), TOLERANCE);
    compiled.dispose();
  },
}));
