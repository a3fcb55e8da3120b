import { compile } from "@adjoint/compile";
import { add, exp, flip, max, multiply, normal, randomKey, slice, sum, type Tensor, transpose } from "@adjoint/tensor";
import { gpuTarget } from "../target/gpu-target.ts";
import { expectClose } from "./expect-close.ts";
import { type GpuCase, TOLERANCE } from "./gpu-case.ts";

/** Ways to see [6, 4, 16]: from a place that is no multiple of four, backwards, in another order, once a row. */
const views: Readonly<Record<string, (x: Tensor) => Tensor>> = {
  "in order": (x) => x,
  "from the fourth column on": (x) => slice(x, [null, null, [4]]),
  "from the first column on": (x) => slice(x, [null, null, [1, 13]]),
  backwards: (x) => flip(x, { axis: 2 }),
  "rows last": (x) => transpose(x, [0, 2, 1]),
  "every second row": (x) => slice(x, [[1, null, 2]]),
  "once a row": (x) => slice(x, [null, null, [0, 1]]),
  "of rows that are no multiple of four": (x) => slice(x, [null, null, [0, 15]]),
};

const functions: Readonly<Record<string, (x: Tensor) => Tensor>> = {
  elements: (x) => add(multiply(x, 2), exp(x)),
  "elements and largest of rows": (x) => add(x, max(x, { axis: -1, keepDims: true })),
  "sum of rows": (x) => sum(exp(x), { axis: -1 }),
  "sum of columns": (x) => sum(multiply(x, x), { axis: 0 }),
  "sum around": (x) => sum(x, { axis: [0, 2] }),
};

/** Kernels that compute four neighbours at once, of arrays in every order. */
export const neighbourCases: readonly GpuCase[] = Object.entries(views).map(([name, view]) => ({
  name: `neighbours ${name}`,
  run: async (device) => {
    const x = normal(randomKey(5), [6, 4, 16]);
    const f = (t: Tensor) => Object.values(functions).map((compute) => compute(view(t)));
    const compiled = compile(f, { target: gpuTarget(device) });
    await expectClose(compiled(x), f(x), TOLERANCE);
    compiled.dispose();
  },
}));
