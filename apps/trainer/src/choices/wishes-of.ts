import type { Choices, Wishes } from "./choices.ts";

const NAMES = [
  "optimizer",
  "model",
  "loss",
  "schedule",
  "learningRate",
  "batchSize",
  "epochs",
  "hidden",
  "activation",
  "dropout",
  "heads",
  "clip",
  "weightDecay",
  "patience",
  "seed",
] as const satisfies readonly (keyof Choices)[];

/** The wishes among the options of a command. */
export const wishesOf = (options: Wishes): Wishes =>
  Object.fromEntries(NAMES.map((name) => [name, options[name]])) as unknown as Wishes; // each under its name
