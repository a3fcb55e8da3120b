import { mapTree } from "@adjoint/tree";
import {
  blockUntilReady,
  defaultDevice,
  getWebGPUDevice,
  init,
  jit,
  numpy as np,
  tree,
  valueAndGrad,
} from "@jax-js/jax";
import type { HostArray } from "../host-array.ts";
import type { Implementation, Program } from "../implementation.ts";
import type { FunctionWorkload, TrainingWorkload, UpdateWorkload } from "../workload.ts";
import { functions } from "./functions.ts";
import { losses } from "./losses.ts";
import { type Arrays, optimizers, type Progress } from "./optimizers.ts";

/** jax-js on one of its devices, each workload compiled whole by `jit`. */
export const onDevice = (device: "wasm" | "webgpu"): Implementation => ({
  async prepare(workload) {
    if (!("navigator" in globalThis)) Object.assign(globalThis, { navigator: {} }); // it reads one, which Node.js 20 has not
    await init(device);
    defaultDevice(device);
    const program =
      workload.kind === "function" ? call(workload) : workload.kind === "update" ? update(workload) : train(workload);
    const { run, finish, ...rest } = program;
    // work is begun when its result is asked for: the next step asks for the one before it, a function for nothing
    const asking = async (): Promise<void> => {
      run();
      await finish();
    };
    if (device === "wasm") return { ...rest, run: asking };
    const computed = async (): Promise<void> => {
      await finish(); // a read of no bytes, which does not wait for the work before it
      await getWebGPUDevice().queue.onSubmittedWorkDone();
    };
    return { ...rest, run: workload.kind === "function" ? asking : run, finish: computed };
  },
});

type Started = Omit<Program, "run"> & { run(): void; finish(): Promise<void> };

const toArray = ({ values, shape }: HostArray): np.Array => np.array(values, { shape: [...shape] });
const toArrays = <T>(arrays: unknown): T => mapTree(toArray, arrays) as T; // form and names stay

const valuesOf = async (x: np.Array): Promise<Float32Array> => (await x.ref.data()) as Float32Array; // all are float32

function call({ compute, inputs }: FunctionWorkload): Started {
  const arrays = inputs().map(toArray);
  const compiled = jit(functions[compute]);
  let output: np.Array | undefined;
  return {
    restart: () => {},
    run: () => {
      output?.dispose();
      output = compiled(...tree.ref(arrays));
    },
    finish: async () => {
      await blockUntilReady(output!);
    },
    result: () => valuesOf(output!),
  };
}

function update({ optimizer: name, learningRate, start }: UpdateWorkload): Started {
  const { params, gradients } = toArrays<{ params: np.Array; gradients: np.Array }>(start());
  const optimizer = optimizers[name];
  const step = jit((progress: Progress, g: np.Array): Progress => optimizer.update(g, progress, learningRate));
  return steps<Progress>(
    () => ({ params: params.ref, state: optimizer.init(params) }),
    (progress) => step(progress, gradients.ref),
    (progress) => progress.params as np.Array, // one array
  );
}

type Trained = Progress & { loss: np.Array };

function train({ model, settings, learningRate, start }: TrainingWorkload): Started {
  const { params, batch } = toArrays<{ params: Arrays; batch: Arrays }>(start());
  const optimizer = optimizers.adam;
  const loss = losses[model] as (params: Arrays, batch: Arrays, settings: object) => np.Array; // of this model
  const gradientOf = valueAndGrad((p: Arrays, b: Arrays) => loss(p, b, settings));
  const step = jit(({ params: p, state }: Trained, b: Arrays): Trained => {
    const [value, gradients] = gradientOf(tree.ref(p), b);
    return { ...optimizer.update(gradients, { params: p, state }, learningRate), loss: value };
  });
  return steps(
    () => ({ params: tree.ref(params), state: optimizer.init(params), loss: np.array(0) }),
    (trained) => step(trained, tree.ref(batch)),
    (trained) => trained.loss,
  );
}

/** Each step owns what the last one made. */
function steps<P extends Progress>(start: () => P, step: (last: P) => P, resultOf: (last: P) => np.Array): Started {
  let last = start();
  return {
    restart: () => {
      tree.dispose(last);
      last = start();
    },
    run: () => {
      last = step(last);
    },
    finish: async () => {
      last = await blockUntilReady(last);
    },
    result: () => valuesOf(resultOf(last)),
  };
}
