import {
  adabelief,
  adadelta,
  adafactor,
  adagrad,
  adam,
  adamax,
  adamw,
  adan,
  ademamix,
  adopt,
  amsgrad,
  asgd,
  fromage,
  type GradientTransform,
  gradientDescent,
  lamb,
  lars,
  lion,
  momentum,
  nadam,
  nadamw,
  noisySgd,
  novograd,
  optimisticGradientDescent,
  polyakSgd,
  prodigy,
  radam,
  rmsprop,
  rprop,
  scheduleFreeAdamw,
  scheduleFreeSgd,
  sgd,
  shampoo,
  signSgd,
  signum,
  sm3,
  soap,
  sophia,
  yogi,
} from "@adjoint/optimizers";
import { randomKey, type Tensor } from "@adjoint/tensor";
import type { RunSettings } from "./descent-settings.ts";
import { makeSchedule } from "./make-schedule.ts";

/** What some optimizers ask for besides the gradient. */
export interface Extra {
  readonly value: Tensor;
  readonly hessianDiagonal?: Tensor;
}

export type Optimizer = GradientTransform<unknown, Extra>;

const makers = {
  adabelief,
  adadelta,
  adafactor,
  adagrad,
  adam,
  adamax,
  adamw,
  adan,
  ademamix,
  adopt,
  amsgrad,
  asgd,
  fromage,
  gradientDescent,
  lamb,
  lars,
  lion,
  momentum,
  nadam,
  nadamw,
  noisySgd: (options: Parameters<typeof noisySgd>[1]) => noisySgd(randomKey(1), options),
  novograd,
  optimisticGradientDescent,
  polyakSgd,
  prodigy,
  radam,
  rmsprop,
  rprop,
  scheduleFreeAdamw,
  scheduleFreeSgd,
  sgd,
  shampoo,
  signSgd,
  signum,
  sm3,
  soap,
  sophia,
  yogi,
};

/** @throws RangeError or TypeError of the optimizer, for settings that it refuses. */
export function makeOptimizer({ optimizer, options, schedule }: RunSettings, steps: number): Optimizer {
  if (!Object.hasOwn(makers, optimizer)) throw new RangeError(`There is no optimizer ${optimizer}.`);
  // each checks its own options, which come from a form or a link
  const make = makers[optimizer as keyof typeof makers] as (options: object) => Optimizer;
  const rate = options["learningRate"];
  if (typeof rate !== "number" || schedule === "constant") return make(options);
  return make({ ...options, learningRate: makeSchedule(schedule, rate, steps) });
}
