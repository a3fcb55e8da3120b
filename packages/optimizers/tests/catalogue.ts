import { randomKey } from "@adjoint/tensor";
import {
  accumulate,
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
  averageParams,
  type CurvatureEstimate,
  chain,
  clipByGlobalNorm,
  fromage,
  type GradientTransform,
  gradientDescent,
  type LossElsewhere,
  lamb,
  lars,
  lion,
  lookahead,
  momentum,
  muon,
  nadam,
  nadamw,
  noisySgd,
  novograd,
  optimisticGradientDescent,
  partition,
  polyakSgd,
  prodigy,
  radam,
  rmsprop,
  rprop,
  scheduleFreeAdamw,
  scheduleFreeSgd,
  sgd,
  shampoo,
  sharpnessAware,
  signSgd,
  signum,
  skipNonFinite,
  sm3,
  soap,
  sophia,
  type ValueOfLoss,
  yogi,
} from "../src/index.ts";

/** What some optimizers need besides gradients. */
export type Extras = ValueOfLoss & LossElsewhere & CurvatureEstimate;

export interface CatalogueEntry {
  /** As it is called in TypeScript. */
  readonly call: string;
  readonly make: () => GradientTransform<unknown, Extras>;
  /** Steps to a thousandth of the loss on the round bowl of the test. */
  readonly round: number;
  /** Steps to a thousandth of the loss on the narrow valley of the test. */
  readonly narrow: number;
}

/** 1 / sqrt(k + 1), for those whose steps do not shrink by themselves. */
const falling = (rate: number) => (step: number) => rate / Math.sqrt(1 + step);

const entry = (
  call: string,
  make: () => GradientTransform<unknown, Extras>,
  round: number,
  narrow: number,
): CatalogueEntry => ({ call, make, round, narrow });

/** Every optimizer once: what the generic tests run through, and the table of the README. */
export const catalogue: readonly CatalogueEntry[] = [
  entry("gradientDescent({ learningRate: 0.01 })", () => gradientDescent({ learningRate: 0.01 }), 344, 188),
  entry("sgd({ learningRate: 0.01 })", () => sgd({ learningRate: 0.01 }), 344, 188),
  entry("momentum({ learningRate: 0.01 })", () => momentum({ learningRate: 0.01 }), 23, 23),
  entry(
    "momentum({ learningRate: 0.01, nesterov: true })",
    () => momentum({ learningRate: 0.01, nesterov: true }),
    23,
    19,
  ),
  entry("adagrad({ learningRate: 0.1 })", () => adagrad({ learningRate: 0.1 }), 95, 642),
  entry("rmsprop({ learningRate: 0.01 })", () => rmsprop({ learningRate: 0.01 }), 113, 136),
  entry(
    "rmsprop({ learningRate: 0.01, centered: true, momentum: 0.5 })",
    () => rmsprop({ learningRate: 0.01, centered: true, momentum: 0.5 }),
    40,
    84,
  ),
  entry("adam({ learningRate: 0.05 })", () => adam({ learningRate: 0.05 }), 24, 161),
  entry("adamw({ learningRate: 0.05 })", () => adamw({ learningRate: 0.05 }), 24, 156),
  entry("amsgrad({ learningRate: 0.05 })", () => amsgrad({ learningRate: 0.05 }), 24, 164),
  entry("nadam({ learningRate: 0.05 })", () => nadam({ learningRate: 0.05 }), 34, 168),
  entry("nadamw({ learningRate: 0.05 })", () => nadamw({ learningRate: 0.05 }), 34, 163),
  entry("adamax({ learningRate: 0.05 })", () => adamax({ learningRate: 0.05 }), 35, 552),
  entry("radam({ learningRate: 0.05 })", () => radam({ learningRate: 0.05 }), 158, 499),
  entry("adabelief({ learningRate: 0.05 })", () => adabelief({ learningRate: 0.05 }), 41, 142),
  entry("yogi({ learningRate: 0.05 })", () => yogi({ learningRate: 0.05 }), 24, 166),
  entry("adadelta({ learningRate: 1 })", () => adadelta({ learningRate: 1 }), 340, 413),
  entry("rprop({ learningRate: 0.01 })", () => rprop({ learningRate: 0.01 }), 21, 64),
  entry("asgd({ learningRate: 0.01 })", () => asgd({ learningRate: 0.01 }), 344, 188),
  entry("lion({ learningRate: 0.01 })", () => lion({ learningRate: 0.01 }), 97, 140),
  entry("signSgd({ learningRate: 0.1 / sqrt(k + 1) })", () => signSgd({ learningRate: falling(0.1) }), 31, 28),
  entry("signum({ learningRate: 0.1 / sqrt(k + 1) })", () => signum({ learningRate: falling(0.1) }), 31, 66),
  entry("lamb({ learningRate: 0.05 })", () => lamb({ learningRate: 0.05 }), 72, 82),
  entry("lars({ learningRate: 10 })", () => lars({ learningRate: 10 }), 23, 67),
  entry("adafactor({ learningRate: 0.1 })", () => adafactor({ learningRate: 0.1 }), 101, 126),
  entry("adan({ learningRate: 0.05 })", () => adan({ learningRate: 0.05 }), 21, 137),
  entry("ademamix({ learningRate: 0.05 })", () => ademamix({ learningRate: 0.05 }), 24, 152),
  entry("adopt({ learningRate: 0.05 })", () => adopt({ learningRate: 0.05 }), 45, 740),
  entry("novograd({ learningRate: 0.01 / sqrt(k + 1) })", () => novograd({ learningRate: falling(0.01) }), 59, 401),
  entry("fromage({ learningRate: 0.1 / sqrt(k + 1) })", () => fromage({ learningRate: falling(0.1) }), 313, 162),
  entry("sm3({ learningRate: 0.1 })", () => sm3({ learningRate: 0.1 }), 85, 1044),
  entry("noisySgd(key, { learningRate: 0.01 })", () => noisySgd(randomKey(1), { learningRate: 0.01 }), 355, 190),
  entry(
    "optimisticGradientDescent({ learningRate: 0.01 })",
    () => optimisticGradientDescent({ learningRate: 0.01 }),
    348,
    190,
  ),
  entry("polyakSgd()", () => polyakSgd(), 5, 12),
  entry("skipNonFinite(adam({ learningRate: 0.05 }))", () => skipNonFinite(adam({ learningRate: 0.05 })), 24, 161),
  entry(
    "accumulate(2, momentum({ learningRate: 0.01 }))",
    () => accumulate(2, momentum({ learningRate: 0.01 })),
    46,
    46,
  ),
  entry("lookahead(adam({ learningRate: 0.05 }))", () => lookahead(adam({ learningRate: 0.05 })), 53, 272),
  entry(
    "sharpnessAware(sgd({ learningRate: 0.01 }), { radius: 0.01 })",
    () => sharpnessAware(sgd({ learningRate: 0.01 }), { radius: 0.01 }),
    318,
    181,
  ),
  entry(
    'partition({ all: { match: "**", transform: rprop({ learningRate: 0.01 }) } })',
    () => partition({ all: { match: "**", transform: rprop({ learningRate: 0.01 }) } }),
    21,
    64,
  ),
  entry(
    "chain({ clip: clipByGlobalNorm(1), adam: adam({ learningRate: 0.05 }), mean: averageParams() })",
    () => chain({ clip: clipByGlobalNorm(1), adam: adam({ learningRate: 0.05 }), mean: averageParams() }),
    24,
    48,
  ),
  entry("muon({ learningRate: 0.05 })", () => muon({ learningRate: 0.05 }), 24, 161),
  entry("shampoo({ learningRate: 0.3 })", () => shampoo({ learningRate: 0.3 }), 15, 7),
  entry(
    "shampoo({ learningRate: 0.03, momentum: 0.9, every: 4 })",
    () => shampoo({ learningRate: 0.03, momentum: 0.9, every: 4 }),
    13,
    8,
  ),
  entry("soap({ learningRate: 0.05, every: 3 })", () => soap({ learningRate: 0.05, every: 3 }), 56, 110),
  entry("sophia({ learningRate: 0.1 / sqrt(k + 1) })", () => sophia({ learningRate: falling(0.1) }), 33, 117),
  entry("prodigy()", () => prodigy(), 56, 51),
  entry("scheduleFreeSgd({ learningRate: 0.03 })", () => scheduleFreeSgd({ learningRate: 0.03 }), 112, 84),
  entry("scheduleFreeAdamw({ learningRate: 0.1 })", () => scheduleFreeAdamw({ learningRate: 0.1 }), 25, 127),
];
