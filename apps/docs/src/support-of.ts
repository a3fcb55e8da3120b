import { type Compiled, compile, type Target } from "@adjoint/compile";
import { type GpuDevice, gpuTarget } from "@adjoint/gpu-kernels";
import { cast, DTypeError, type DType, type Tensor } from "@adjoint/tensor";
import { type PrimitiveCase, primitiveCases, sampleInputs } from "@adjoint/tensor/testing";
import { wasmTarget } from "@adjoint/wasm-kernels";

const dtypes: readonly DType[] = ["float32", "float64", "int32", "uint8", "bool"];

/** What an operation takes, and where. */
export interface Support {
  readonly operation: string;
  readonly dtypes: readonly DType[];
  /** Types for which the WebAssembly target has kernels of its own; the others run by the reference kernel. */
  readonly wasm: readonly DType[];
  /** Types that run on a device. */
  readonly gpu: readonly DType[];
  /** Up to which order derivatives are held to differences; 0 where it is constant or has none. */
  readonly derivativeOrder: 0 | 2;
}

/** The rows of the table of cases, tried on each type and target, put together by operation. */
export function supportOf(device: GpuDevice): readonly Support[] {
  const operations = [...new Set(primitiveCases.map(operationOf))];
  return operations.map((operation) => {
    const rows = primitiveCases.filter((row) => operationOf(row) === operation);
    const taken = dtypes.filter((dtype) => rows.some((row) => takes(row, dtype)));
    const runs = (works: (row: PrimitiveCase, dtype: DType) => boolean): DType[] =>
      taken.filter((dtype) => rows.filter((row) => takes(row, dtype)).every((row) => works(row, dtype)));
    return {
      operation,
      dtypes: taken,
      wasm: runs((row, dtype) => runsOn(wasmTarget({ threads: 1 }), row, dtype)),
      gpu: runs((row, dtype) => runsOn(gpuTarget(device), row, dtype)),
      derivativeOrder: rows.every(({ isConstant }) => isConstant) ? 0 : 2,
    };
  });
}

/** The first word of a row's name, such as "slice" of "slice with steps". */
const operationOf = ({ name }: PrimitiveCase): string => /^\w+/.exec(name)![0];

const inputsOf = (row: PrimitiveCase, dtype: DType): Tensor[] =>
  sampleInputs(row, "float64").map((x, i) => (row.inputs[i]!.dtype ? x : cast(x, dtype)));

function takes(row: PrimitiveCase, dtype: DType): boolean {
  const isFixed = row.inputs.every((input) => input.dtype !== undefined);
  if (isFixed && !row.inputs.some((input) => input.dtype === dtype)) return false;
  try {
    row.run(...inputsOf(row, dtype));
    return true;
  } catch (error) {
    if (error instanceof DTypeError) return false;
    throw error;
  }
}

/** Whether a target runs a row by kernels of its own. One that has none says so by an error or among its fallbacks. */
function runsOn(target: Target, row: PrimitiveCase, dtype: DType): boolean {
  const compiled: Compiled<Tensor[], Tensor> = compile((...inputs: Tensor[]) => row.run(...inputs), { target });
  try {
    const got = compiled(...inputsOf(row, dtype));
    const { fallbacks } = compiled.stats.programs[0]!;
    return fallbacks.length === 0 && isSame(got, row.run(...inputsOf(row, dtype)));
  } catch {
    return false;
  } finally {
    compiled.dispose();
  }
}

/** To the digits of float32; the tests of each target look closer. */
const isSame = (got: Tensor, expected: Tensor): boolean =>
  expected.dataSync().every((y, i) => {
    const x = got.dataSync()[i]!;
    return Object.is(x, y) || Math.abs(x - y) <= 1e-4 * Math.max(1, Math.abs(y));
  });
