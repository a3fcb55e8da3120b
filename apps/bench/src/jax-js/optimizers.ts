import { type JsTree, numpy as np, tree } from "@jax-js/jax";
import { ADAM, type OptimizerName } from "../workload.ts";

export type Arrays = JsTree<np.Array>;
type AdamState = { step: np.Array; mean: Arrays; meanSquare: Arrays };
/** Parameters, and what an optimizer remembers of them. */
export type Progress = { params: Arrays; state: Arrays };

/** Each function owns what it is given: it uses up everything once, and what it needs more often by `ref`. */
interface Optimizer {
  init(params: Arrays): Arrays;
  update(gradients: Arrays, progress: Progress, learningRate: number): Progress;
}

const zerosOf = (params: Arrays): Arrays => tree.map((p: np.Array) => np.zeros(p.shape), params);

const averageOf = (average: Arrays, values: Arrays, beta: number): Arrays =>
  tree.map((a: np.Array, x: np.Array) => a.mul(beta).add(x.mul(1 - beta)), average, values);

const adam: Optimizer = {
  init: (params) => ({ step: np.array(0), mean: zerosOf(params), meanSquare: zerosOf(tree.ref(params)) }),

  update: (gradients, { params, state }, learningRate) => {
    const { beta1, beta2, epsilon } = ADAM;
    const last = state as AdamState; // what init made
    const step = last.step.add(1);
    const mean = averageOf(last.mean, tree.ref(gradients), beta1);
    const squares = tree.map((g: np.Array) => np.square(g), gradients);
    const meanSquare = averageOf(last.meanSquare, squares, beta2);
    const correction = np.subtract(1, np.power(beta1, step.ref));
    const squareCorrection = np.subtract(1, np.power(beta2, step.ref));
    const move = (p: np.Array, m: np.Array, v: np.Array): np.Array => {
      const root = np.sqrt(v.div(squareCorrection.ref)).add(epsilon);
      return p.sub(m.div(correction.ref).div(root).mul(learningRate));
    };
    const moved = tree.map(move, params, tree.ref(mean), tree.ref(meanSquare));
    tree.dispose([correction, squareCorrection]);
    return { params: moved, state: { step, mean, meanSquare } };
  },
};

const sgd: Optimizer = {
  init: () => ({}),
  update: (gradients, { params, state }, learningRate) => ({
    params: tree.map((p: np.Array, g: np.Array) => p.sub(g.mul(learningRate)), params, gradients),
    state,
  }),
};

export const optimizers: Readonly<Record<OptimizerName, Optimizer>> = { adam, sgd };
