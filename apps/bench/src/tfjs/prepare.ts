import { flattenTree, mapTree } from "@adjoint/tree";
import * as tf from "@tensorflow/tfjs-core";
import { LackingError, type Program } from "../implementation.ts";
import { ADAM, type FunctionWorkload, type TrainingWorkload, type UpdateWorkload, type Workload } from "../workload.ts";
import { arrange, toTensor } from "./arrange.ts";
import { functions } from "./functions.ts";
import { losses } from "./losses.ts";

/** A workload on the backend in force. */
export function prepare(workload: Workload): Program {
  if (workload.kind === "function") return call(workload);
  const program = workload.kind === "update" ? update(workload) : train(workload);
  return { ...program, run: () => namingMissingKernels(program.run) };
}

/** A backend says by an error which kernel it does not have. */
function namingMissingKernels(run: () => void): void {
  try {
    run();
  } catch (error) {
    const missing = /Kernel '(\w+)' not registered for backend/.exec(String(error));
    throw missing ? new LackingError(`it has no kernel ${missing[1]}`) : error;
  }
}

function call({ compute, inputs }: FunctionWorkload): Program {
  const tensors = inputs().map(toTensor);
  let output: tf.Tensor | undefined;
  return {
    restart: () => {},
    run: () => {
      output?.dispose();
      output = tf.tidy(() => functions[compute](...tensors));
    },
    result: () => valuesOf(output!),
  };
}

function update({ optimizer: name, learningRate, start }: UpdateWorkload): Program {
  const { params: initial, gradients } = mapTree(toTensor, start()) as { params: tf.Tensor; gradients: tf.Tensor }; // form stays
  const params = tf.variable(initial);
  const makeOptimizer = (): tf.Optimizer => (name === "adam" ? adam(learningRate) : tf.train.sgd(learningRate));
  let optimizer = makeOptimizer();
  return {
    restart: () => {
      optimizer.dispose();
      optimizer = makeOptimizer();
      params.assign(initial);
    },
    run: () => optimizer.applyGradients({ [params.name]: gradients }),
    result: () => valuesOf(params),
  };
}

function train(workload: TrainingWorkload): Program {
  const { params: initial, batch } = arrange(workload);
  const params = mapTree((t: tf.Tensor) => tf.variable(t), initial);
  const variables = flattenTree(isVariable, params).leaves;
  const loss = losses[workload.model] as (params: unknown, batch: unknown, settings: object) => tf.Scalar; // of this model
  let optimizer = adam(workload.learningRate);
  let cost: tf.Scalar | null = null;
  return {
    restart: () => {
      optimizer.dispose();
      optimizer = adam(workload.learningRate);
      mapTree((variable: tf.Variable, value: tf.Tensor) => variable.assign(value), params, initial);
    },
    run: () => {
      cost?.dispose();
      cost = optimizer.minimize(() => loss(params, batch, workload.settings), true, [...variables]);
    },
    result: () => valuesOf(cost!),
  };
}

const isVariable = (leaf: unknown): leaf is tf.Variable => leaf instanceof tf.Variable;

const adam = (learningRate: number): tf.Optimizer => tf.train.adam(learningRate, ADAM.beta1, ADAM.beta2, ADAM.epsilon);

const valuesOf = async (t: tf.Tensor): Promise<Float32Array> => (await t.data()) as Float32Array; // all workloads are float32
