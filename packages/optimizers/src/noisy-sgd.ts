import type { RandomKey } from "@adjoint/tensor";
import { type AddNoiseOptions, type AddNoiseState, addNoise } from "./add-noise.ts";
import { chain } from "./chain.ts";
import type { GradientTransform } from "./gradient-transform.ts";
import type { Rate, RateState } from "./rate.ts";
import { scaleByLearningRate } from "./scale-by-learning-rate.ts";

export interface NoisySgdOptions extends AddNoiseOptions {
  /** e: a number from 0 up, or a schedule. */
  readonly learningRate: Rate;
}

/**
 * Stochastic gradient descent with noise: p <- p - e (g + z), z normal of variance eta / (1 + k)^gamma in step k.
 * @rule p <- p - e (g + noise of variance eta / (1 + k)^gamma)
 * @good Its noise leads out of poor minima, and fades.
 * @bad Slower where the way is clear.
 * @use For very deep or constrained models.
 * @see [Neelakantan et al. 2015](https://arxiv.org/abs/1511.06807), Adding gradient noise improves learning for very
 * deep networks
 * @example const optimizer = noisySgd(randomKey(1), { learningRate: 0.1 })
 */
export const noisySgd = (
  key: RandomKey,
  { learningRate, ...options }: NoisySgdOptions,
): GradientTransform<{ readonly noise: AddNoiseState; readonly rate: RateState }> =>
  chain({ noise: addNoise(key, options), rate: scaleByLearningRate(learningRate) });
