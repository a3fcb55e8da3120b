import { compile } from "@adjoint/compile";
import { adam } from "@adjoint/optimizers";
import { catalogue } from "@adjoint/optimizers/testing/catalogue";
import { modelFrom, noisyDescent } from "@adjoint/optimizers/testing/noisy-descent";
import { isTensor, type Tensor, TraceError } from "@adjoint/tensor";
import type { GpuDevice } from "../gpu-device.ts";
import { gpuTarget } from "../target/gpu-target.ts";
import { expectClose } from "./expect-close.ts";
import type { GpuCase } from "./gpu-case.ts";

const STEPS = 4;

/** Made of linear algebra, which a device does not do. */
const OTHERS = /^(?:shampoo|soap)\b/;

/** They feed functions of the host by what a device computed, which WebGPU tells later: it must be awaited. */
const ASK_THE_DEVICE = /^(?:accumulate|prodigy|skipNonFinite)\b/;

const cases = [
  ...catalogue.filter(({ call }) => !OTHERS.test(call)),
  { call: "adam with a rate that falls", make: () => adam({ learningRate: (step) => 0.1 / (1 + step) }) },
];

/** Some steps of each optimizer with donated parameters and state, as on the CPU in float32. */
export const optimizersOnDevice: readonly GpuCase[] = cases.map(({ call, make }) => ({
  name: `optimizer: ${call}`,
  run: async (device) => {
    const answersAtOnce = device.backend.read !== undefined;
    const mustBeAwaited = ASK_THE_DEVICE.test(call) && !answersAtOnce;
    if (mustBeAwaited) await expectTraceError(follow(device, make(), false));
    await follow(device, make(), mustBeAwaited);
  },
}));

type Optimizer = ReturnType<(typeof cases)[number]["make"]>;

/** `awaitsScalars`: those of the state are read between two steps. */
async function follow(device: GpuDevice, optimizer: Optimizer, awaitsScalars: boolean): Promise<void> {
  const step = noisyDescent(optimizer);
  const compiled = compile(step, { target: gpuTarget(device), donate: [0, 1] });
  let eager = { params: modelFrom(1), state: optimizer.init(modelFrom(1)) };
  let fast = { params: modelFrom(1), state: optimizer.init(modelFrom(1)) };
  for (let k = 0; k < STEPS; k++) {
    eager = step(eager.params, eager.state, modelFrom(k + 2));
    fast = compiled(fast.params, fast.state, modelFrom(k + 2));
    if (awaitsScalars) await Promise.all(scalarsOf(fast.state).map((t) => t.data()));
  }
  await expectClose(fast.params, eager.params, 1e-5);
  compiled.dispose();
}

function scalarsOf(tree: unknown): Tensor[] {
  if (isTensor(tree)) return tree.size === 1 ? [tree] : [];
  return typeof tree === "object" && tree !== null ? Object.values(tree).flatMap(scalarsOf) : [];
}

async function expectTraceError(work: Promise<void>): Promise<void> {
  const thrown: unknown = await work.then(
    () => "nothing",
    (error: unknown) => error,
  );
  if (!(thrown instanceof TraceError)) throw new Error(`expected a TraceError, got ${String(thrown)}`);
}
