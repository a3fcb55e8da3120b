import { compile } from "@adjoint/compile";
import * as optimizers from "@adjoint/optimizers";
import { normal, randomKey, type Tensor } from "@adjoint/tensor";
import { gpuTarget } from "../target/gpu-target.ts";
import { expectClose } from "./expect-close.ts";
import type { GpuCase } from "./gpu-case.ts";

const STEPS = 4;
const falling = (step: number): number => 0.1 / (1 + step);

type Optimizer = optimizers.GradientTransform<unknown>;

/** Optimizers made of what a device runs. */
const all: Readonly<Record<string, Optimizer>> = {
  sgd: optimizers.sgd({ learningRate: falling }),
  momentum: optimizers.momentum({ learningRate: 0.1 }),
  adagrad: optimizers.adagrad({ learningRate: 0.1 }),
  adadelta: optimizers.adadelta({ learningRate: 0.5 }),
  rmsprop: optimizers.rmsprop({ learningRate: 0.01 }),
  rprop: optimizers.rprop({ learningRate: 0.01 }),
  adam: optimizers.adam({ learningRate: falling }),
  adamw: optimizers.adamw({ learningRate: 0.01 }),
  adamax: optimizers.adamax({ learningRate: 0.01 }),
  adan: optimizers.adan({ learningRate: 0.01 }),
  adabelief: optimizers.adabelief({ learningRate: 0.01 }),
  adafactor: optimizers.adafactor({ learningRate: 0.01 }),
  ademamix: optimizers.ademamix({ learningRate: 0.01 }),
  adopt: optimizers.adopt({ learningRate: 0.01 }),
  amsgrad: optimizers.amsgrad({ learningRate: 0.01 }),
  asgd: optimizers.asgd({ learningRate: 0.01 }),
  fromage: optimizers.fromage({ learningRate: 0.01 }),
  lamb: optimizers.lamb({ learningRate: 0.01 }),
  lars: optimizers.lars({ learningRate: 0.1 }),
  lion: optimizers.lion({ learningRate: 0.01 }),
  muon: optimizers.muon({ learningRate: 0.01 }),
  nadam: optimizers.nadam({ learningRate: 0.01 }),
  nadamw: optimizers.nadamw({ learningRate: 0.01 }),
  novograd: optimizers.novograd({ learningRate: 0.01 }),
  optimisticGradientDescent: optimizers.optimisticGradientDescent({ learningRate: 0.1 }),
  radam: optimizers.radam({ learningRate: 0.01 }),
  scheduleFreeAdamw: optimizers.scheduleFreeAdamw({ learningRate: 0.01 }),
  scheduleFreeSgd: optimizers.scheduleFreeSgd({ learningRate: 0.1 }),
  signSgd: optimizers.signSgd({ learningRate: 0.01 }),
  signum: optimizers.signum({ learningRate: 0.01 }),
  sm3: optimizers.sm3({ learningRate: 0.1 }),
  yogi: optimizers.yogi({ learningRate: 0.01 }),
  "clipped by the global norm": optimizers.chain({
    clip: optimizers.clipByGlobalNorm(0.5),
    descent: optimizers.momentum({ learningRate: 0.1 }),
  }),
};

const tree = (seed: number): { readonly weights: Tensor; readonly bias: Tensor } => ({
  weights: normal(randomKey(seed), [5, 3]),
  bias: normal(randomKey(seed + 100), [3]),
});

/** Some steps of each optimizer with donated parameters and state, as on the CPU in float32. */
export const optimizersOnDevice: readonly GpuCase[] = Object.entries(all).map(([name, optimizer]) => ({
  name: `optimizer: ${name}`,
  run: async (device) => {
    const step = (params: ReturnType<typeof tree>, state: unknown, gradients: ReturnType<typeof tree>) => {
      const [updates, next] = optimizer.update(gradients, state, params);
      return { params: optimizers.applyUpdates(params, updates), state: next };
    };
    const compiled = compile(step, { target: gpuTarget(device), donate: [0, 1] });
    let eager: { params: ReturnType<typeof tree>; state: unknown } = {
      params: tree(1),
      state: optimizer.init(tree(1)),
    };
    let fast = { params: tree(1), state: optimizer.init(tree(1)) };
    for (let k = 0; k < STEPS; k++) {
      eager = step(eager.params, eager.state, tree(k + 2));
      fast = compiled(fast.params, fast.state, tree(k + 2));
    }
    await expectClose(fast.params, eager.params, 1e-5);
    compiled.dispose();
  },
}));
