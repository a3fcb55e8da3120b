import { flattenTree, mapTree } from "@adjoint/tree";
import * as tf from "@tensorflow/tfjs-core";
import { LackingError, type Program } from "../implementation.ts";
import { ADAM, type FunctionWorkload, type TrainingWorkload, type UpdateWorkload, type Workload } from "../workload.ts";
import { arrange, toTensor } from "./arrange.ts";
import { functions } from "./functions.ts";
import { losses } from "./losses.ts";

/** A program, and the last of what it computes. */
type TfProgram = Program & { run(): void; last(): tf.Tensor };

/** A workload on the backend in force. */
export function prepare(workload: Workload): Program & { run(): void } {
  return withoutLast(programOf(workload));
}

/** The same on a device that computes while others wait. */
export function prepareOnDevice(workload: Workload): Program {
  const program = programOf(workload);
  // what is read is computed, and all before it
  const finish = async (): Promise<void> => {
    const number = tf.tidy(() => tf.slice(tf.reshape(program.last(), [-1]), [0], [1]));
    await number.data();
    number.dispose();
  };
  return { ...withoutLast(program), finish };
}

const withoutLast = ({ restart, run, result }: TfProgram): Program & { run(): void } => ({ restart, run, result });

function programOf(workload: Workload): TfProgram {
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

function call({ compute, inputs }: FunctionWorkload): TfProgram {
  const tensors = inputs().map(toTensor);
  let output: tf.Tensor | undefined;
  return {
    restart: () => {},
    run: () => {
      output?.dispose();
      output = tf.tidy(() => functions[compute](...tensors));
    },
    result: () => valuesOf(output!),
    last: () => output!,
  };
}

function update({ optimizer: name, learningRate, start }: UpdateWorkload): TfProgram {
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
    last: () => params,
  };
}

function train(workload: TrainingWorkload): TfProgram {
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
    last: () => cost!,
  };
}

const isVariable = (leaf: unknown): leaf is tf.Variable => leaf instanceof tf.Variable;

const adam = (learningRate: number): tf.Optimizer => tf.train.adam(learningRate, ADAM.beta1, ADAM.beta2, ADAM.epsilon);

const valuesOf = async (t: tf.Tensor): Promise<Float32Array> => (await t.data()) as Float32Array; // all workloads are float32
