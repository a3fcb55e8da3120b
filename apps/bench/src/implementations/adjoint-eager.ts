import { valueAndGrad } from "@adjoint/autodiff";
import { adam, applyUpdates, type GradientTransform, sgd } from "@adjoint/optimizers";
import type { Tensor } from "@adjoint/tensor";
import { functions } from "../adjoint/functions.ts";
import { losses } from "../adjoint/losses.ts";
import { toTensor, toTensors } from "../adjoint/to-tensors.ts";
import type { Implementation, Program } from "../implementation.ts";
import type { ModelName, Models } from "../models.ts";
import { ADAM, type FunctionWorkload, type TrainingWorkload, type UpdateWorkload } from "../workload.ts";

type Params = Models<Tensor>[ModelName]["params"];
type Batch = Models<Tensor>[ModelName]["batch"];

const valuesOf = async (t: Tensor): Promise<Float32Array> => (await t.data()) as Float32Array; // all workloads are float32

/** The packages as they are, each operation run at once. */
export const implementation: Implementation = {
  prepare(workload) {
    if (workload.kind === "function") return call(workload);
    return workload.kind === "update" ? update(workload) : train(workload);
  },
};

function call({ compute, inputs }: FunctionWorkload): Program {
  const tensors = inputs().map(toTensor);
  let output: Tensor;
  return {
    restart: () => {},
    run: () => {
      output = functions[compute](...tensors);
    },
    result: () => valuesOf(output),
  };
}

function update({ optimizer, learningRate, start }: UpdateWorkload): Program {
  const step: GradientTransform<unknown> =
    optimizer === "adam" ? adam({ learningRate, ...ADAM }) : sgd({ learningRate });
  const { params: initial, gradients } = toTensors<{ params: Tensor; gradients: Tensor }>(start());
  let params = initial;
  let state = step.init(params);
  return {
    restart: () => {
      params = initial;
      state = step.init(params);
    },
    run: () => {
      const [updates, next] = step.update(gradients, state, params);
      params = applyUpdates(params, updates);
      state = next;
    },
    result: () => valuesOf(params),
  };
}

function train({ model, settings, learningRate, start }: TrainingWorkload): Program {
  const { params: initial, batch } = toTensors<{ params: Params; batch: Batch }>(start());
  // the one that takes what start() gives
  const gradientOf = valueAndGrad(losses[model] as (params: Params, batch: Batch, settings: object) => Tensor);
  const optimizer = adam({ learningRate, ...ADAM });
  let params = initial;
  let state = optimizer.init(params);
  let loss: Tensor;
  return {
    restart: () => {
      params = initial;
      state = optimizer.init(params);
    },
    run: () => {
      const [value, gradients] = gradientOf(params, batch, settings);
      const [updates, next] = optimizer.update(gradients, state, params);
      params = applyUpdates(params, updates);
      state = next;
      loss = value;
    },
    result: () => valuesOf(loss),
  };
}
