import { valueAndGrad } from "@adjoint/autodiff";
import { compile } from "@adjoint/compile";
import { lossCases } from "@adjoint/losses/testing/loss-cases";
import { cast, isFloat, type Tensor } from "@adjoint/tensor";
import { gpuTarget } from "../target/gpu-target.ts";
import { expectClose } from "./expect-close.ts";
import type { GpuCase } from "./gpu-case.ts";

/** Made of sorting, which a device does not do. */
const OTHERS = ["sparsemaxLoss"];

/** Each loss and its gradient for the first of its inputs, as on the CPU in float32. */
export const lossesOnDevice: readonly GpuCase[] = lossCases
  .filter(({ name }) => !OTHERS.includes(name))
  .map(({ name, loss, inputs }) => ({
    name: `loss: ${name}`,
    run: async (device) => {
      const [first, ...rest] = inputs.map((x) => (isFloat(x.dtype) ? cast(x, "float32") : x)) as [Tensor, ...Tensor[]];
      const step = (x: Tensor, others: readonly Tensor[]): readonly [Tensor, Tensor] =>
        valueAndGrad((at: Tensor) => loss([at, ...others], { reduction: "mean" }))(x);
      const compiled = compile(step, { target: gpuTarget(device) });
      await expectClose(compiled(first, rest), step(first, rest), 2e-5);
      compiled.dispose();
    },
  }));
