import { valueAndGrad } from "@adjoint/autodiff";
import { adam, applyUpdates, type GradientTransform, sgd } from "@adjoint/optimizers";
import { fromBuffer, type Tensor } from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";
import type { Implementation, Program } from "../implementation.ts";
import type { ModelName, Models } from "../models.ts";
import { ADAM, type FunctionWorkload, type TrainingWorkload, type UpdateWorkload, type Workload } from "../workload.ts";
import { functions } from "./functions.ts";
import { losses } from "./losses.ts";
import { toTensor, toTensors } from "./to-tensors.ts";

type Params = Models<Tensor>[ModelName]["params"];
type Batch = Models<Tensor>[ModelName]["batch"];

const valuesOf = async (t: Tensor): Promise<Float32Array> => (await t.data()) as Float32Array; // all workloads are float32

/** Of its own, since a program takes what it is given. */
const copyOf = (t: Tensor): Tensor => fromBuffer(t.dataSync().slice(), t);

/** What becomes of a function before it runs: nothing, or a program that may keep the arguments at some positions. */
type Prepare = <A extends readonly unknown[], R>(
  f: (...inputs: A) => R,
  donate?: readonly number[],
) => (...inputs: A) => R;

/** Our packages, with functions, updates and train steps prepared in one way. `finish` waits for a device. */
export const implementationOf = (prepare: Prepare, finish?: () => Promise<void>): Implementation => ({
  prepare(workload) {
    const program = programOf(prepare, workload);
    return finish ? { ...program, finish } : program;
  },
});

function programOf(prepare: Prepare, workload: Workload): Program {
  if (workload.kind === "function") return call(prepare, workload);
  return workload.kind === "update" ? update(prepare, workload) : train(prepare, workload);
}

function call(prepare: Prepare, { compute, inputs }: FunctionWorkload): Program {
  const f = prepare((...all: Tensor[]) => functions[compute](...all));
  const tensors = inputs().map(toTensor);
  let output: Tensor | undefined;
  return {
    restart: () => {},
    run: () => {
      output?.dispose();
      output = f(...tensors);
    },
    result: () => valuesOf(output!),
  };
}

function update(prepare: Prepare, { optimizer, learningRate, start }: UpdateWorkload): Program {
  const step: GradientTransform<unknown> =
    optimizer === "adam" ? adam({ learningRate, ...ADAM }) : sgd({ learningRate });
  const { params: initial, gradients } = toTensors<{ params: Tensor; gradients: Tensor }>(start());
  const first = () => ({ params: copyOf(initial), state: step.init(initial) });
  let { params, state } = first();
  // gradients are an argument: what a compiled function captures is a constant, and its products are made beforehand
  const next = prepare(
    (p: Tensor, s: typeof state, g: Tensor) => {
      const [updates, following] = step.update(g, s, p);
      return { params: applyUpdates(p, updates), state: following };
    },
    [0, 1],
  );
  return {
    restart: () => {
      ({ params, state } = first());
    },
    run: () => {
      ({ params, state } = next(params, state, gradients));
    },
    result: () => valuesOf(params),
  };
}

function train(prepare: Prepare, { model, settings, learningRate, start }: TrainingWorkload): Program {
  const { params: initial, batch } = toTensors<{ params: Params; batch: Batch }>(start());
  // the one that takes what start() gives
  const gradientOf = valueAndGrad(losses[model] as (params: Params, batch: Batch, settings: object) => Tensor);
  const optimizer = adam({ learningRate, ...ADAM });
  const first = () => ({ params: mapTree(copyOf, initial) as Params, state: optimizer.init(initial) }); // form stays
  let { params, state } = first();
  const step = prepare(
    (p: Params, s: typeof state, examples: Batch) => {
      const [loss, gradients] = gradientOf(p, examples, settings);
      const [updates, next] = optimizer.update(gradients, s, p);
      return { params: applyUpdates(p, updates), state: next, loss };
    },
    [0, 1],
  );
  let loss: Tensor;
  return {
    restart: () => {
      ({ params, state } = first());
    },
    run: () => {
      ({ params, state, loss } = step(params, state, batch));
    },
    result: () => valuesOf(loss),
  };
}
