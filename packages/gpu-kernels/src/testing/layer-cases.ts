import { compile } from "@adjoint/compile";
import { inFloat32, outputAndGradients, torchCases } from "@adjoint/layers/testing/torch-cases";
import { type Tensor, tensor } from "@adjoint/tensor";
import { gpuTarget } from "../target/gpu-target.ts";
import { expectClose } from "./expect-close.ts";
import type { GpuCase } from "./gpu-case.ts";

/** Each layer and its gradients, as PyTorch gives them in double precision. */
export const layersOnDevice: readonly GpuCase[] = torchCases.map((one) => ({
  name: `layer: ${one.name}`,
  run: async (device) => {
    const rounded = inFloat32(one);
    const step = (params: object, x: Tensor) => outputAndGradients({ ...rounded, params, x });
    const compiled = compile(step, { target: gpuTarget(device) });
    const { output, gradients } = compiled(rounded.params, rounded.x);
    const { torch } = one;
    await expectClose(output, tensor(torch.output, { shape: output.shape }), 1e-5);
    // as one vector: the bias of keys has no gradient but rounding
    const paths = Object.keys(torch.gradients);
    const got = await Promise.all(paths.map((path) => gradients[path]!.data()));
    const wanted = paths.flatMap((path) => torch.gradients[path]!);
    await expectClose(tensor(got.flatMap((values) => [...values])), tensor(wanted), 1e-5);
    compiled.dispose();
  },
}));
