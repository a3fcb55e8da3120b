import { type ScheduleName, scheduleNames } from "../descent/schedule-names.ts";

export const targetNames = ["eager", "wasm", "webgl2", "webgpu"] as const;
export const modelNames = ["mlp", "cnn"] as const;
export const activationNames = ["relu", "tanh", "sigmoid", "gelu", "silu", "elu", "leakyRelu"] as const;
export const lossNames = ["crossEntropy", "smoothedCrossEntropy", "meanSquaredError", "multiclassHinge"] as const;
export const batchSizes = ["16", "32", "64", "128", "full"] as const;

/** Optimizers that run on every target, with a rate that suits digits. */
export const optimizerRates = {
  sgd: 0.2,
  momentum: 0.05,
  adagrad: 0.05,
  rmsprop: 2e-3,
  adam: 3e-3,
  adamw: 3e-3,
  amsgrad: 3e-3,
  nadam: 3e-3,
  radam: 5e-3,
  adabelief: 3e-3,
  yogi: 0.01,
  lion: 1e-3,
  lamb: 0.01,
  adan: 3e-3,
} as const;

export type TargetName = (typeof targetNames)[number];
export type OptimizerName = keyof typeof optimizerRates;

export const optimizerNames = Object.keys(optimizerRates) as readonly OptimizerName[];

/** Everything that a run on digits is made of. */
export interface TrainingSettings {
  readonly target: TargetName;
  readonly model: (typeof modelNames)[number];
  /** Units of the hidden layer of the perceptron. */
  readonly hidden: number;
  readonly activation: (typeof activationNames)[number];
  readonly loss: (typeof lossNames)[number];
  readonly optimizer: OptimizerName;
  readonly learningRate: number;
  readonly schedule: ScheduleName;
  readonly batchSize: (typeof batchSizes)[number];
  readonly epochs: number;
  readonly seed: number;
}

export const firstSettings: TrainingSettings = {
  target: "wasm",
  model: "mlp",
  hidden: 64,
  activation: "relu",
  loss: "crossEntropy",
  optimizer: "adam",
  learningRate: optimizerRates.adam,
  schedule: "cosineDecay",
  batchSize: "32",
  epochs: 30,
  seed: 1,
};

/** To be compared with the first. */
export const secondSettings: TrainingSettings = {
  ...firstSettings,
  optimizer: "sgd",
  learningRate: optimizerRates.sgd,
  seed: 1,
};

export const MOST_EPOCHS = 500;
export const MOST_HIDDEN = 512;

/** Settings as text of a link, and those of the model alone are the first few. */
export const writeSettings = (settings: TrainingSettings): string =>
  Object.entries(settings)
    .map(([name, value]) => `${name}:${value}`)
    .join(";");

/** What a text says of settings; the rest, and what is out of range, is as in `otherwise`. */
export function readSettings(text: string, otherwise: TrainingSettings): TrainingSettings {
  const said = new Map(text.split(";").map((part) => part.split(":", 2) as [string, string]));
  const oneOf = <T extends string>(name: string, choices: readonly T[], value: T): T =>
    choices.find((choice) => choice === said.get(name)) ?? value;
  const within = (name: string, low: number, high: number, value: number): number => {
    const number = Number(said.get(name) ?? Number.NaN);
    return number >= low && number <= high ? number : value;
  };
  const whole = (name: string, low: number, high: number, value: number): number =>
    Math.round(within(name, low, high, value));
  return {
    target: oneOf("target", targetNames, otherwise.target),
    model: oneOf("model", modelNames, otherwise.model),
    hidden: whole("hidden", 1, MOST_HIDDEN, otherwise.hidden),
    activation: oneOf("activation", activationNames, otherwise.activation),
    loss: oneOf("loss", lossNames, otherwise.loss),
    optimizer: oneOf("optimizer", optimizerNames, otherwise.optimizer),
    learningRate: within("learningRate", 0, 100, otherwise.learningRate),
    schedule: oneOf("schedule", scheduleNames, otherwise.schedule),
    batchSize: oneOf("batchSize", batchSizes, otherwise.batchSize),
    epochs: whole("epochs", 1, MOST_EPOCHS, otherwise.epochs),
    seed: whole("seed", 0, 2 ** 31, otherwise.seed),
  };
}
