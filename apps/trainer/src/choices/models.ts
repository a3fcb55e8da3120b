import {
  type AnyLayer,
  activation,
  batchNorm,
  conv2d,
  defineLayer,
  dense,
  dropout,
  embedding,
  flatten,
  gru,
  heUniform,
  layerNorm,
  maxPool,
  sequential,
  transformerBlock,
} from "@adjoint/layers";
import { reshape } from "@adjoint/tensor";
import type { Task } from "../data/task.ts";
import { asModel, type Model } from "../model.ts";
import { UserError } from "../user-error.ts";
import type { Activation } from "./activations.ts";

/** What the user may say of a model. */
export interface ModelSettings {
  /** One number for each hidden layer: what it is depends on the model. */
  readonly hidden: readonly number[];
  readonly activation: Activation;
  readonly dropout: number;
  readonly heads: number;
}

/** What suits a model, or an optimizer. */
export interface RunDefaults {
  readonly learningRate: number;
  readonly epochs: number;
  readonly batchSize: number | "full";
  readonly schedule: string;
  readonly clip?: number;
}

export interface ModelChoice {
  /** What `--hidden` means, for the help. */
  readonly hidden: string;
  readonly learns: readonly Task["kind"][];
  readonly defaults: (task: Task) => {
    readonly hidden: readonly number[];
    readonly dropout: number;
    readonly activation: string;
  };
  /** For Adam, where it differs from what suits the optimizer. */
  readonly run?: RunDefaults;
  readonly make: (task: Task, settings: ModelSettings) => Model;
}

/** Layers under names that count from 1. */
const numbered = (parts: readonly Readonly<Record<string, AnyLayer>>[]): Readonly<Record<string, AnyLayer>> =>
  Object.fromEntries(
    parts.flatMap((part, i) => Object.entries(part).map(([name, layer]) => [`${name}${i + 1}`, layer])),
  );

const perceptron: ModelChoice = {
  hidden: "sizes of its hidden layers",
  learns: ["classification", "regression"],
  // small sets of examples need small models
  defaults: (task) => ({ hidden: [task.train.x.shape[0]! >= 1000 ? 64 : 8], dropout: 0, activation: "relu" }),
  make: ({ outputs }, { hidden, activation: f, dropout: rate }) => {
    const weightsInitializer = heUniform();
    const layers = hidden.map((size) => ({
      hidden: dense({ outputs: size, weightsInitializer }),
      activation: activation(f),
      dropout: dropout({ rate }),
    }));
    return asModel(sequential({ ...numbered(layers), output: dense({ outputs, weightsInitializer }) }));
  },
};

const convolutional: ModelChoice = {
  hidden: "channels of its convolutions",
  learns: ["classification", "regression"],
  defaults: () => ({ hidden: [16, 32], dropout: 0.3, activation: "relu" }),
  run: { learningRate: 3e-3, epochs: 30, batchSize: 32, schedule: "cosine" },
  make: (task, { hidden, activation: f, dropout: rate }) => {
    const side = sideOf(task);
    const layers = hidden.map((outputs, i) => ({
      convolution: conv2d({ outputs, kernel: 3, padding: "same", weightsInitializer: heUniform() }),
      norm: batchNorm(),
      activation: activation(f),
      // half the height and width after every second one, while there is enough
      ...(i % 2 === 1 && side >> ((i + 1) / 2) > 0 && { pool: maxPool({ window: 2 }) }),
    }));
    return asModel(
      sequential({
        image: asImage(side),
        ...numbered(layers),
        flatten: flatten(),
        dropout: dropout({ rate }),
        output: dense({ outputs: task.outputs }),
      }),
    );
  },
};

function sideOf({ name, inputShape: [features] }: Task): number {
  const side = Math.sqrt(features!);
  if (!Number.isInteger(side) || side < 3)
    throw new UserError(
      `--model cnn needs the pixels of a square image in each row, but ${name} has ${features} features; choose mlp?`,
    );
  return side;
}

/** Features as an image of one channel, row by row. */
const asImage = (side: number): AnyLayer =>
  defineLayer({
    name: "image",
    outputShape: () => [1, side, side],
    apply: (_params, x) => reshape(x, [x.shape[0]!, 1, side, side]),
  });

const transformer: ModelChoice = {
  hidden: "widths of its blocks, all the same",
  learns: ["text"],
  defaults: () => ({ hidden: [128, 128], dropout: 0.1, activation: "gelu" }),
  run: { learningRate: 2e-3, epochs: 4, batchSize: 8, schedule: "warmup-cosine", clip: 1 },
  make: ({ outputs: vocabulary }, { hidden, activation: f, dropout: rate, heads }) => {
    const [width] = hidden;
    if (width === undefined || hidden.some((other) => other !== width) || width % (2 * heads) !== 0)
      throw new UserError(
        `--model gpt needs --hidden with the same width for each block, a multiple of ${2 * heads} for ${heads} heads, such as 128,128; got ${hidden.join() || "none"}`,
      );
    const block = () => transformerBlock({ width, heads, causal: true, rotary: true, dropout: rate, activation: f });
    return asModel(
      sequential({
        tokens: embedding({ vocabulary, width }),
        ...numbered(hidden.map(() => ({ block: block() }))),
        norm: layerNorm(),
        output: dense({ outputs: vocabulary }),
      }),
    );
  },
};

const recurrent: ModelChoice = {
  hidden: "units of its recurrent layers",
  learns: ["text"],
  defaults: () => ({ hidden: [192], dropout: 0.1, activation: "tanh" }),
  run: { learningRate: 4e-3, epochs: 6, batchSize: 16, schedule: "cosine", clip: 1 },
  make: ({ outputs: vocabulary }, { hidden, dropout: rate }) => {
    const layers = hidden.map((units) => ({ recurrent: gru({ units }), dropout: dropout({ rate }) }));
    return asModel(
      sequential({
        tokens: embedding({ vocabulary, width: Math.min(64, vocabulary) }),
        ...numbered(layers),
        output: dense({ outputs: vocabulary }),
      }),
    );
  },
};

/** The first that learns a kind of task is its default. */
export const models: Readonly<Record<string, ModelChoice>> = {
  mlp: perceptron,
  cnn: convolutional,
  gpt: transformer,
  rnn: recurrent,
};

export function modelFor(task: Task, name: string | undefined): [name: string, choice: ModelChoice] {
  const fitting = Object.entries(models).filter(([, { learns }]) => learns.includes(task.kind));
  if (name === undefined) return fitting[0]!;
  const found = fitting.find(([other]) => other === name);
  if (!found)
    throw new UserError(
      `--model ${name} is not for ${task.kind === "text" ? "texts" : "tables"}; choose one of ${fitting.map(([other]) => other).join(", ")}`,
    );
  return found;
}
