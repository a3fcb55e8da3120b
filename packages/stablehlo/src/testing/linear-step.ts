import { valueAndGrad } from "@adjoint/autodiff";
import { softmaxCrossEntropyWithIntegerLabels } from "@adjoint/losses";
import { applyUpdates, type GradientTransform, momentum } from "@adjoint/optimizers";
import { linearDecay } from "@adjoint/schedulers";
import { add, matmul, normal, randomKey, type Tensor, tensor, zeros } from "@adjoint/tensor";
import type { Carry } from "../carried-path.ts";

type Params = { weights: Tensor; bias: Tensor };

const optimizer: GradientTransform<unknown> = momentum({
  learningRate: linearDecay({ initial: 0.5, decaySteps: 50 }),
  momentum: 0.9,
});

/** A train step of a linear classifier of four examples, small enough to read as text. */
export function linearStep(
  params: Params,
  state: unknown,
  x: Tensor,
  labels: Tensor,
): { params: Params; state: unknown; loss: Tensor } {
  const [loss, gradients] = valueAndGrad((at: Params) =>
    softmaxCrossEntropyWithIntegerLabels(add(matmul(x, at.weights), at.bias), labels),
  )(params);
  const [updates, next] = optimizer.update(gradients, state, params);
  return { params: applyUpdates(params, updates), state: next, loss };
}

const start: Params = { weights: normal(randomKey(1), [3, 2], { standardDeviation: 0.1 }), bias: zeros([2]) };

export const linearInputs: Parameters<typeof linearStep> = [
  start,
  optimizer.init(start),
  normal(randomKey(2), [4, 3]),
  tensor([0, 1, 1, 0], { dtype: "int32" }),
];

/** Which results are arguments at the next step. */
export const linearCarry: Carry = { params: 0, state: 1 };
