import {
  adagrad,
  adam,
  type GradientTransform,
  gradientDescent,
  momentum,
  type Rate,
  rmsprop,
  sgd,
} from "@adjoint/optimizers";
import type { Task } from "../task.ts";

/** What suits an optimizer, for data that is scaled to about 1. */
interface Defaults {
  readonly learningRate: number;
  readonly epochs: number;
}

export interface OptimizerChoice {
  /** The states differ from optimizer to optimizer; a run only hands them on. */
  readonly make: (learningRate: Rate) => GradientTransform<unknown>;
  readonly batchSize: number | "full";
  readonly schedule: string;
  /** Squares of errors are steeper than log-probabilities, and a few hundred values are soon learned by heart. */
  readonly defaults: Readonly<Record<Task["kind"], Defaults>>;
}

/** The optimizers of the comparison, with settings found on digits (classification) and diabetes (regression). */
export const optimizers: Readonly<Record<string, OptimizerChoice>> = {
  "gradient-descent": {
    make: (learningRate) => gradientDescent({ learningRate }),
    batchSize: "full",
    schedule: "constant",
    defaults: {
      classification: { learningRate: 0.8, epochs: 500 },
      regression: { learningRate: 0.05, epochs: 200 },
    },
  },
  sgd: {
    make: (learningRate) => sgd({ learningRate }),
    batchSize: 32,
    schedule: "linear-decay",
    defaults: {
      classification: { learningRate: 0.3, epochs: 100 },
      regression: { learningRate: 0.01, epochs: 100 },
    },
  },
  momentum: {
    make: (learningRate) => momentum({ learningRate }),
    batchSize: 32,
    schedule: "linear-decay",
    defaults: {
      classification: { learningRate: 0.05, epochs: 50 },
      regression: { learningRate: 0.005, epochs: 50 },
    },
  },
  adagrad: {
    make: (learningRate) => adagrad({ learningRate }),
    batchSize: 32,
    schedule: "constant",
    defaults: {
      classification: { learningRate: 0.05, epochs: 50 },
      regression: { learningRate: 0.05, epochs: 30 },
    },
  },
  rmsprop: {
    make: (learningRate) => rmsprop({ learningRate }),
    batchSize: 32,
    schedule: "linear-decay",
    defaults: {
      classification: { learningRate: 2e-3, epochs: 50 },
      regression: { learningRate: 2e-3, epochs: 50 },
    },
  },
  adam: {
    make: (learningRate) => adam({ learningRate }),
    batchSize: 32,
    schedule: "linear-decay",
    defaults: {
      classification: { learningRate: 3e-3, epochs: 50 },
      regression: { learningRate: 3e-3, epochs: 50 },
    },
  },
};
