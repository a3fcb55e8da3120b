import { compile } from "@adjoint/compile";
import { flip, fromBuffer, matmul, normal, randomKey, slice, type Tensor, transpose } from "@adjoint/tensor";
import { gpuTarget } from "../target/gpu-target.ts";
import { expectClose } from "./expect-close.ts";
import { type GpuCase, TOLERANCE } from "./gpu-case.ts";

const value = (...shape: number[]): Tensor => normal(randomKey(shape.length + shape[0]!), shape);

/** Sizes at which kernels of a backend's own begin, with and without remainders. */
const sizes = [
  [64, 64, 64],
  [33, 47, 70],
  [70, 20, 132],
  [260, 36, 300],
  [128, 784, 32],
  [1400, 9, 12],
  [12, 21, 2750],
  [24, 2048, 20],
] as const;

const ordered: readonly GpuCase[] = sizes.flatMap(([rows, depth, columns]) =>
  [false, true].flatMap((isA) =>
    [false, true].map((isB) => ({
      name: `a product of ${rows} x ${depth} x ${columns}${isA ? ", a transposed" : ""}${isB ? ", b transposed" : ""}`,
      run: async (device) => {
        const a = isA ? value(depth, rows) : value(rows, depth);
        const b = isB ? value(columns, depth) : value(depth, columns);
        const f = (x: Tensor, y: Tensor): Tensor => matmul(isA ? transpose(x) : x, isB ? transpose(y) : y);
        const compiled = compile(f, { target: gpuTarget(device) });
        await expectClose(compiled(a, b), f(a, b), TOLERANCE);
        compiled.dispose();
      },
    })),
  ),
);

/** Products of matrices in every order of their axes, and many at once. */
export const productCases: readonly GpuCase[] = [
  ...ordered,
  {
    name: "products of batches that are seen in another order",
    run: async (device) => {
      const f = (x: Tensor, y: Tensor): Tensor => matmul(flip(x, { axis: 1 }), transpose(y, [1, 0, 3, 2]));
      const inputs = [value(2, 3, 40, 24), value(3, 2, 36, 24)] as const;
      await expectClose(compile(f, { target: gpuTarget(device) })(...inputs), f(...inputs), TOLERANCE);
    },
  },
  ...(
    [
      [0, 0],
      [3, 8],
      [2, 5],
    ] as const
  ).map(
    ([row, column]): GpuCase => ({
      name: `a product of parts of matrices from ${row}, ${column} on`,
      run: async (device) => {
        const part = (x: Tensor): Tensor =>
          slice(x, [
            [row, row + 40],
            [column, column + 44],
          ]);
        const f = (x: Tensor, y: Tensor): Tensor => matmul(part(x), transpose(part(y)));
        const inputs = [value(50, 56), value(49, 60)] as const;
        await expectClose(compile(f, { target: gpuTarget(device) })(...inputs), f(...inputs), TOLERANCE);
      },
    }),
  ),
  {
    name: "products of many matrices with one",
    run: async (device) => {
      const inputs = [value(5, 33, 24), value(24, 68)] as const;
      await expectClose(compile(matmul, { target: gpuTarget(device) })(...inputs), matmul(...inputs), TOLERANCE);
    },
  },
  {
    name: "products are the same bits in every run",
    run: async (device) => {
      const inputs = [value(70, 530), value(530, 90)] as const;
      const compiled = compile(matmul, { target: gpuTarget(device) });
      await expectClose(compiled(...inputs), await copied(compiled(...inputs)), 0);
    },
  },
];

const copied = async (t: Tensor): Promise<Tensor> => fromBuffer(await t.data(), t);
