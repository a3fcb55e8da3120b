import { valueAndGrad } from "@adjoint/autodiff";
import { compile } from "@adjoint/compile";
import { conv1d, conv2d, conv3d, multiply, normal, randomKey, sum, type Tensor } from "@adjoint/tensor";
import { gpuTarget } from "../target/gpu-target.ts";
import { expectClose } from "./expect-close.ts";
import { type GpuCase, TOLERANCE } from "./gpu-case.ts";

interface Case {
  readonly name: string;
  readonly x: readonly number[];
  readonly weights: readonly number[];
  convolve(x: Tensor, weights: Tensor): Tensor;
}

/** Sizes at which convolutions become products of patches, with and without remainders. */
const cases: readonly Case[] = [
  { name: "3 x 3", x: [3, 2, 12, 12], weights: [8, 2, 3, 3], convolve: (x, w) => conv2d(x, w, { padding: "same" }) },
  { name: "1 x 1", x: [2, 8, 8, 8], weights: [12, 8, 1, 1], convolve: (x, w) => conv2d(x, w) },
  {
    name: "5 x 3 with strides and dilation",
    x: [2, 4, 21, 26],
    weights: [6, 4, 5, 3],
    convolve: (x, w) => conv2d(x, w, { stride: [2, 1], dilation: [1, 2], padding: 1 }),
  },
  {
    name: "3 x 3 in groups",
    x: [2, 8, 10, 10],
    weights: [16, 4, 3, 3],
    convolve: (x, w) => conv2d(x, w, { padding: "same", groups: 2 }),
  },
  {
    name: "3 x 3 of many images",
    x: [40, 3, 15, 14],
    weights: [16, 3, 3, 3],
    convolve: (x, w) => conv2d(x, w, { padding: 1 }),
  },
  { name: "of one dimension", x: [4, 6, 40], weights: [8, 6, 5], convolve: (x, w) => conv1d(x, w, { padding: 2 }) },
  { name: "of three", x: [2, 2, 6, 6, 8], weights: [4, 2, 3, 3, 3], convolve: (x, w) => conv3d(x, w, { padding: 1 }) },
];

/** Convolutions and both their gradients. */
export const convolutionCases: readonly GpuCase[] = cases.map(({ name, x: xShape, weights: shape, convolve }) => ({
  name: `a convolution ${name} and its gradients`,
  run: async (device) => {
    const [x, weights] = [normal(randomKey(1), xShape), normal(randomKey(2), shape)];
    const loss = (params: { x: Tensor; weights: Tensor }): Tensor => {
      const y = convolve(params.x, params.weights);
      return sum(multiply(y, y));
    };
    const f = (a: Tensor, b: Tensor) => ({ y: convolve(a, b), gradients: valueAndGrad(loss)({ x: a, weights: b })[1] });
    const compiled = compile(f, { target: gpuTarget(device) });
    await expectClose(compiled(x, weights), f(x, weights), TOLERANCE);
    compiled.dispose();
  },
}));
