import { add, castTo, divide, equal, multiply, sqrt, square, type Tensor, where } from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";
import type { ScaleByAdamOptions } from "./adam.ts";
import { chain } from "./chain.ts";
import { normOf } from "./global-norm.ts";
import { type GradientTransform, gradientTransform, type Tensors } from "./gradient-transform.ts";
import { checkSettings } from "./internal/corrected-quotient.ts";
import { movingAverage, zerosOf } from "./internal/moments.ts";
import { counter, scalar } from "./internal/scalar.ts";
import { decayOf, type WeightDecayOptions } from "./internal/weight-decay.ts";
import type { Rate, RateState } from "./rate.ts";
import { scaleByLearningRate } from "./scale-by-learning-rate.ts";

export interface ScaleByNovogradOptions extends ScaleByAdamOptions, WeightDecayOptions {}

export interface NovogradState {
  /** Steps taken, [] int32. */
  readonly step: Tensor;
  /** m, a decaying sum of normalized gradients. */
  readonly sum: Tensors;
  /** v, one number a leaf: the moving average of |g|^2, [] float64. */
  readonly meanSquareNorm: Tensors;
}

/** m <- beta1 m + g / (sqrt(v) + epsilon) + weightDecay p, v a moving average of |g|^2 for each leaf. */
export function scaleByNovograd({
  beta1 = 0.95,
  beta2 = 0.98,
  epsilon = 1e-8,
  weightDecay = 0,
  mask,
}: ScaleByNovogradOptions = {}): GradientTransform<NovogradState> {
  checkSettings("novograd", { beta1, beta2, epsilon });
  const { addParams } = decayOf({ weightDecay, mask });
  return gradientTransform<NovogradState>({
    init: (params) => ({
      step: counter(),
      sum: zerosOf(params),
      meanSquareNorm: mapTree(() => scalar(0), params),
    }),
    update: (gradients, state, params) => {
      const isFirst = equal(state.step, 0);
      const meanSquareNorm = mapTree(
        (v: Tensor, g: Tensor) => {
          const size = square(normOf(g));
          return where(isFirst, size, movingAverage(v, size, beta2));
        },
        state.meanSquareNorm,
        gradients,
      );
      const normalized = mapTree(
        (g: Tensor, v: Tensor) => divide(g, castTo(add(sqrt(v), epsilon), g.dtype)),
        gradients,
        meanSquareNorm,
      );
      const decayed = addParams(normalized, params, weightDecay);
      const sum = mapTree((m: Tensor, u: Tensor) => add(multiply(m, beta1), u), state.sum, decayed);
      return [sum, { step: add(state.step, 1), sum, meanSquareNorm }];
    },
  });
}

export interface NovogradOptions extends ScaleByNovogradOptions {
  /** e: a number from 0 up, or a schedule. */
  readonly learningRate: Rate;
}

/**
 * NovoGrad, with one second moment a leaf: v = |g|^2 at first, then v <- beta2 v + (1 - beta2) |g|^2;
 * m <- beta1 m + (g / (sqrt(v) + epsilon) + weightDecay p), p <- p - e m. By default beta1 is 0.95, beta2 0.98 and
 * weightDecay 0.
 * @rule m <- beta1 m + g / (sqrt(v) + epsilon) + weightDecay p, v averages norm(g)^2 of a leaf
 * @good One second moment for each layer: little memory.
 * @bad Not for layers of mixed scales.
 * @use For speech models.
 * @see [Ginsburg et al. 2019](https://arxiv.org/abs/1905.11286), Stochastic gradient methods with layer-wise adaptive
 * moments, Algorithm 1
 * @example const optimizer = novograd({ learningRate: 0.01 })
 */
export const novograd = ({
  learningRate,
  ...options
}: NovogradOptions): GradientTransform<{ readonly moments: NovogradState; readonly rate: RateState }> =>
  chain({ moments: scaleByNovograd(options), rate: scaleByLearningRate(learningRate) });
