import { add, divide, sqrt, square, type Tensor } from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";
import { chain } from "./chain.ts";
import { type GradientTransform, gradientTransform, type Tensors } from "./gradient-transform.ts";
import { checkSetting } from "./internal/check-setting.ts";
import { filledLike } from "./internal/moments.ts";
import type { Rate, RateState } from "./rate.ts";
import { scaleByLearningRate } from "./scale-by-learning-rate.ts";

export interface ScaleByAdagradOptions {
  /** Where the sum of squares starts, from 0 up; default 0. */
  readonly initialAccumulator?: number;
  /** Added to the root, above 0; default 1e-10. */
  readonly epsilon?: number;
}

export interface AdagradState {
  /** r, the sum of the squares of all gradients. */
  readonly sumOfSquares: Tensors;
}

/** g / (sqrt(r) + epsilon), r the sum of the squares of all gradients so far. */
export function scaleByAdagrad({
  initialAccumulator = 0,
  epsilon = 1e-10,
}: ScaleByAdagradOptions = {}): GradientTransform<AdagradState> {
  checkSetting("adagrad: initialAccumulator", initialAccumulator, "[0,∞)");
  checkSetting("adagrad: epsilon", epsilon, "(0,∞)");
  return gradientTransform<AdagradState>({
    init: (params) => ({ sumOfSquares: filledLike(params, initialAccumulator) }),
    update: (gradients, state) => {
      const sumOfSquares = mapTree((r: Tensor, g: Tensor) => add(r, square(g)), state.sumOfSquares, gradients);
      const scale = (g: Tensor, r: Tensor): Tensor => divide(g, add(sqrt(r), epsilon));
      return [mapTree(scale, gradients, sumOfSquares), { sumOfSquares }];
    },
  });
}

export interface AdagradOptions extends ScaleByAdagradOptions {
  /** e: a number from 0 up, or a schedule. */
  readonly learningRate: Rate;
}

/**
 * AdaGrad: r <- r + g*g, p <- p - e g / (sqrt(r) + epsilon). Steps shrink where gradients were large.
 * @rule r <- r + g g, p <- p - e g / (sqrt(r) + epsilon)
 * @good A rate for each parameter; rare features keep a large one.
 * @bad Rates only fall, and come to a halt.
 * @use For sparse features and convex problems.
 * @see [Duchi, Hazan, Singer 2011](https://jmlr.org/papers/v12/duchi11a.html), JMLR 12, 2121-2159; Goodfellow, Bengio,
 * Courville 2016, Algorithm 8.4
 * @example const optimizer = adagrad({ learningRate: 0.05 })
 */
export const adagrad = ({
  learningRate,
  ...options
}: AdagradOptions): GradientTransform<{ readonly scaling: AdagradState; readonly rate: RateState }> =>
  chain({ scaling: scaleByAdagrad(options), rate: scaleByLearningRate(learningRate) });
