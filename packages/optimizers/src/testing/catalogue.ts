import { randomKey } from "@adjoint/tensor";
import * as all from "../index.ts";
import {
  accumulate,
  adam,
  averageParams,
  type CurvatureEstimate,
  chain,
  clipByGlobalNorm,
  type GradientTransform,
  type LossElsewhere,
  lookahead,
  momentum,
  noisySgd,
  partition,
  polyakSgd,
  type Rate,
  radam,
  rmsprop,
  rprop,
  sgd,
  shampoo,
  sharpnessAware,
  skipNonFinite,
  soap,
  type ValueOfLoss,
} from "../index.ts";

/** What some optimizers need besides gradients. */
export type Extras = ValueOfLoss & LossElsewhere & CurvatureEstimate;

type Optimizer = GradientTransform<unknown, Extras>;

export interface CatalogueEntry {
  /** As it is called in TypeScript, with a learning rate e. */
  readonly call: string;
  /** Without a rate it takes one that suits small gradients. */
  readonly make: (e?: Rate) => Optimizer;
}

/** Rates that suit small gradients, where 0.05 does not. */
const usualRates: Readonly<Record<string, number>> = { adadelta: 1, lars: 10, prodigy: 1, shampoo: 0.3 };

const entry = (call: string, make: (e: Rate) => Optimizer, usual = 0.05): CatalogueEntry => ({
  call,
  make: (e = usual) => make(e),
});

/** What is not made of a learning rate alone, and what is worth a test with other settings or put together. */
const others: readonly CatalogueEntry[] = [
  entry("momentum({ learningRate: e, nesterov: true })", (e) => momentum({ learningRate: e, nesterov: true }), 0.01),
  entry(
    "rmsprop({ learningRate: e, centered: true, momentum: 0.5 })",
    (e) => rmsprop({ learningRate: e, centered: true, momentum: 0.5 }),
    0.01,
  ),
  entry("radam({ learningRate: e, beta2: 0.9 })", (e) => radam({ learningRate: e, beta2: 0.9 })),
  entry("rprop({ learningRate: e })", (e) => rprop({ learningRate: Number(e) }), 0.01),
  entry("noisySgd(key, { learningRate: e })", (e) => noisySgd(randomKey(1), { learningRate: e }), 0.01),
  entry("polyakSgd({ maximumRate: e })", (e) => polyakSgd({ maximumRate: Number(e) }), 1),
  entry("shampoo({ learningRate: e, momentum: 0.9 })", (e) => shampoo({ learningRate: e, momentum: 0.9 }), 0.03),
  entry("soap({ learningRate: e, every: 3 })", (e) => soap({ learningRate: e, every: 3 })),
  entry("skipNonFinite(adam({ learningRate: e }))", (e) => skipNonFinite(adam({ learningRate: e }))),
  entry("accumulate(2, momentum({ learningRate: e }))", (e) => accumulate(2, momentum({ learningRate: e })), 0.01),
  entry("lookahead(adam({ learningRate: e }))", (e) => lookahead(adam({ learningRate: e }))),
  entry(
    "sharpnessAware(sgd({ learningRate: e }), { radius: 0.001 })",
    (e) => sharpnessAware(sgd({ learningRate: e }), { radius: 0.001 }),
    0.01,
  ),
  entry(
    'partition({ all: { match: "**", transform: rprop({ learningRate: e }) } })',
    (e) => partition({ all: { match: "**", transform: rprop({ learningRate: Number(e) }) } }),
    0.01,
  ),
  entry("chain({ clip: clipByGlobalNorm(1), adam: adam({ learningRate: e }), mean: averageParams() })", (e) =>
    chain({ clip: clipByGlobalNorm(1), adam: adam({ learningRate: e }), mean: averageParams() }),
  ),
];

type Make = (options: { readonly learningRate: Rate }) => Optimizer;

/** Does it make an optimizer of a learning rate alone? Such a one moves, and at a rate of 0 stands still. */
function goesByItsRate(make: unknown): make is Make {
  if (typeof make !== "function" || make.length > 1) return false;
  const extra = { value: 1, valueAndGradient: () => [1, 1] as const, hessianDiagonal: 1 };
  const move = (learningRate: number): number => {
    const optimizer = (make as Make)({ learningRate });
    // the first step of some only looks
    const [, state] = optimizer.update<number>(1, optimizer.init<number>(1), 1, extra);
    return Math.abs(optimizer.update<number>(1, state, 1, extra)[0]);
  };
  try {
    return move(0) === 0 && move(0.1) > 0;
  } catch {
    return false; // made of something else
  }
}

/** Every optimizer that the package exports: what the generic tests run through, and the table of the README. */
export const catalogue: readonly CatalogueEntry[] = [
  ...Object.entries(all).flatMap(([name, make]) =>
    goesByItsRate(make)
      ? [entry(`${name}({ learningRate: e })`, (e) => make({ learningRate: e }), usualRates[name])]
      : [],
  ),
  ...others,
];
