import { valueAndGrad } from "@adjoint/autodiff";
import { compile } from "@adjoint/compile";
import { layerCases, mapTensors } from "@adjoint/layers/testing/layer-cases";
import { cast, cos, isFloat, isTensor, multiply, sum, type Tensor } from "@adjoint/tensor";
import { flattenTree } from "@adjoint/tree";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { GpuDevice } from "./gpu-device.ts";
import { openDevice } from "./open-device.ts";
import { gpuTarget } from "./target/gpu-target.ts";

let device: GpuDevice;
beforeAll(async () => {
  device = await openDevice({ prefer: ["webasm"] });
});
afterAll(() => device.dispose());

const inFloat32 = <T>(tree: T): T => mapTensors((t) => (isFloat(t.dtype) ? cast(t, "float32") : t), tree);

test.each(layerCases.map((one) => [one.name, one] as const))("%s, with its gradients", async (_, one) => {
  const { layer } = one;
  const [params, x, options] = inFloat32([one.params, one.x, one.options] as const);
  const step = (p: object, input: Tensor): unknown =>
    valueAndGrad((given: object) => {
      const output = layer.apply(given, input, options);
      return { loss: sum(multiply(output, cos(output))), output };
    })(p);
  const compiled = compile(step, { target: gpuTarget(device) });
  const [got, wanted] = [compiled(params, x), step(params, x)].map((tree) => flattenTree(isTensor, tree as never));
  const values = await Promise.all((got!.leaves as Tensor[]).map((t) => t.data()));
  // by the largest of all: the bias of keys has no gradient but rounding
  const scale = Math.max(...wanted!.leaves.map((t: Tensor) => Math.hypot(...t.dataSync())));
  wanted!.leaves.forEach((t: Tensor, i) =>
    t.dataSync().forEach((v, k) => expect(Math.abs(values[i]![k]! - v)).toBeLessThanOrEqual(1e-5 * scale)),
  );
  compiled.dispose();
});
