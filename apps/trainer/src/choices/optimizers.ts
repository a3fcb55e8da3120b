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

export interface OptimizerChoice {
  readonly make: (learningRate: Rate) => GradientTransform<unknown>;
  /** Settings that suit it, for data that is scaled to about 1. */
  readonly learningRate: number;
  readonly batchSize: number | "full";
  readonly epochs: number;
  readonly schedule: string;
}

/** The states differ from optimizer to optimizer; a run only hands them on. */
const erased = <S>(optimizer: GradientTransform<S>): GradientTransform<unknown> =>
  optimizer as unknown as GradientTransform<unknown>;

export const optimizers: Readonly<Record<string, OptimizerChoice>> = {
  "gradient-descent": {
    make: (learningRate) => erased(gradientDescent({ learningRate })),
    learningRate: 0.5,
    batchSize: "full",
    epochs: 500,
    schedule: "constant",
  },
  sgd: {
    make: (learningRate) => erased(sgd({ learningRate })),
    learningRate: 0.1,
    batchSize: 32,
    epochs: 100,
    schedule: "linear-decay",
  },
  momentum: {
    make: (learningRate) => erased(momentum({ learningRate })),
    learningRate: 0.02,
    batchSize: 32,
    epochs: 50,
    schedule: "linear-decay",
  },
  adagrad: {
    make: (learningRate) => erased(adagrad({ learningRate })),
    learningRate: 0.05,
    batchSize: 32,
    epochs: 50,
    schedule: "constant",
  },
  rmsprop: {
    make: (learningRate) => erased(rmsprop({ learningRate })),
    learningRate: 2e-3,
    batchSize: 32,
    epochs: 50,
    schedule: "linear-decay",
  },
  adam: {
    make: (learningRate) => erased(adam({ learningRate })),
    learningRate: 3e-3,
    batchSize: 32,
    epochs: 50,
    schedule: "linear-decay",
  },
};
