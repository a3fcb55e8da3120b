import type { Surface } from "./surfaces.ts";

/**
 * A rate to begin with. A step of "gradient" grows with the slope, so its rate is in units of what suits the surface;
 * other steps have about the length of their rate, whatever the slope.
 */
interface FirstRate {
  readonly kind: "gradient" | "length" | "none";
  readonly rate: number;
}

const gradient = (rate: number): FirstRate => ({ kind: "gradient", rate });
const length = (rate: number): FirstRate => ({ kind: "length", rate });

/** The optimizers that the page runs, each with a rate to begin with. */
export const optimizerChoices: Readonly<Record<string, FirstRate>> = {
  gradientDescent: gradient(1),
  sgd: gradient(1),
  momentum: gradient(0.3),
  adagrad: length(0.5),
  rmsprop: length(0.02),
  adam: length(0.1),
  adamw: length(0.1),
  amsgrad: length(0.1),
  nadam: length(0.1),
  nadamw: length(0.1),
  adamax: length(0.1),
  radam: length(0.1),
  adabelief: length(0.1),
  yogi: length(0.1),
  adadelta: length(1),
  rprop: length(0.05),
  asgd: gradient(1),
  lion: length(0.02),
  signSgd: length(0.02),
  signum: length(0.02),
  lamb: length(0.03),
  lars: length(5),
  adafactor: length(0.05),
  adan: length(0.1),
  ademamix: length(0.05),
  adopt: length(0.1),
  novograd: length(0.05),
  fromage: length(0.02),
  sm3: length(0.3),
  noisySgd: gradient(1),
  optimisticGradientDescent: gradient(0.5),
  polyakSgd: { kind: "none", rate: 1 },
  shampoo: length(0.3),
  soap: length(0.1),
  sophia: length(0.1),
  prodigy: length(1),
  scheduleFreeSgd: gradient(2),
  scheduleFreeAdamw: length(0.1),
};

export const firstRate = (optimizer: string, surface: Pick<Surface, "rate">): number => {
  const { kind, rate } = optimizerChoices[optimizer]!;
  return kind === "gradient" ? Number((rate * surface.rate).toPrecision(3)) : rate;
};

/** The same rate for another surface, where it depends on how steep that is. */
export function rescaleRate(optimizer: string, rate: number, from: number, to: number): number {
  return optimizerChoices[optimizer]?.kind === "gradient" ? Number(((rate / from) * to).toPrecision(3)) : rate;
}
