import {
  adagrad,
  adam,
  adamw,
  addDecayedWeights,
  chain,
  type GradientTransform,
  gradientDescent,
  momentum,
  type Rate,
  rmsprop,
  sgd,
} from "@adjoint/optimizers";
import type { Tensor } from "@adjoint/tensor";

/** What suits an optimizer, for data that is scaled to about 1. */
interface Defaults {
  readonly learningRate: number;
  readonly epochs: number;
}

export interface OptimizerChoice {
  /** The states differ from optimizer to optimizer; a run only hands them on. */
  readonly make: (learningRate: Rate, weightDecay: number) => GradientTransform<unknown>;
  readonly batchSize: number | "full";
  readonly schedule: string;
  /** Squares of errors are steeper than log-probabilities, and a few hundred values are soon learned by heart. */
  readonly defaults: Readonly<Record<"classification" | "regression", Defaults>>;
}

/** Matrices and what is larger decay; biases and scales do not. */
const mask = (_path: string, param: Tensor): boolean => param.rank > 1;

/** Weights that decay by way of the gradient, and then the optimizer. */
const decayed = (optimizer: GradientTransform<unknown>, weightDecay: number): GradientTransform<unknown> =>
  weightDecay === 0 ? optimizer : chain({ decay: addDecayedWeights(weightDecay, { mask }), optimizer });

/** The optimizers of the comparison, with settings found on digits (classification) and diabetes (regression). */
export const optimizers: Readonly<Record<string, OptimizerChoice>> = {
  "gradient-descent": {
    make: (learningRate, weightDecay) => decayed(gradientDescent({ learningRate }), weightDecay),
    batchSize: "full",
    schedule: "constant",
    defaults: {
      classification: { learningRate: 0.8, epochs: 500 },
      regression: { learningRate: 0.05, epochs: 200 },
    },
  },
  sgd: {
    make: (learningRate, weightDecay) => decayed(sgd({ learningRate }), weightDecay),
    batchSize: 32,
    schedule: "linear-decay",
    defaults: {
      classification: { learningRate: 0.3, epochs: 100 },
      regression: { learningRate: 0.01, epochs: 100 },
    },
  },
  momentum: {
    make: (learningRate, weightDecay) => decayed(momentum({ learningRate }), weightDecay),
    batchSize: 32,
    schedule: "linear-decay",
    defaults: {
      classification: { learningRate: 0.05, epochs: 50 },
      regression: { learningRate: 0.005, epochs: 50 },
    },
  },
  adagrad: {
    make: (learningRate, weightDecay) => decayed(adagrad({ learningRate }), weightDecay),
    batchSize: 32,
    schedule: "constant",
    defaults: {
      classification: { learningRate: 0.05, epochs: 50 },
      regression: { learningRate: 0.05, epochs: 30 },
    },
  },
  rmsprop: {
    make: (learningRate, weightDecay) => decayed(rmsprop({ learningRate }), weightDecay),
    batchSize: 32,
    schedule: "linear-decay",
    defaults: {
      classification: { learningRate: 2e-3, epochs: 50 },
      regression: { learningRate: 2e-3, epochs: 50 },
    },
  },
  adam: {
    // decoupled: adam would divide the decay by the size of the gradients
    make: (learningRate, weightDecay) =>
      weightDecay === 0 ? adam({ learningRate }) : adamw({ learningRate, weightDecay, mask }),
    batchSize: 32,
    schedule: "linear-decay",
    defaults: {
      classification: { learningRate: 3e-3, epochs: 50 },
      regression: { learningRate: 3e-3, epochs: 50 },
    },
  },
};
