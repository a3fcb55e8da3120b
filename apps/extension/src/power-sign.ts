import { chain, type GradientTransform, gradientTransform, scaleByLearningRate } from "@adjoint/optimizers";
import { add, exp, multiply, sign, type Tensor, zerosLike } from "@adjoint/tensor";
import { type AnyTree, mapTree } from "@adjoint/tree";

export interface PowerSignState {
  /** A moving average of the gradients. */
  readonly mean: AnyTree<Tensor>;
}

/** g exp(sign(g) sign(m)): e times as far where the gradient agrees with its average m, 1/e where it does not. */
export const scaleByPowerSign = ({ decay = 0.9 } = {}): GradientTransform<PowerSignState> =>
  gradientTransform({
    init: (params) => ({ mean: mapTree((p: Tensor) => zerosLike(p), params) }),
    update: (gradients, state) => {
      const mean = mapTree(
        (g: Tensor, m: Tensor) => add(multiply(g, 1 - decay), multiply(m, decay)),
        gradients,
        state.mean,
      );
      const updates = mapTree((g: Tensor, m: Tensor) => multiply(g, exp(multiply(sign(g), sign(m)))), gradients, mean);
      return [updates, { mean }];
    },
  });

/**
 * PowerSign: p <- p - e g exp(sign(g) sign(m)).
 *
 * @see Bello et al. 2017, Neural optimizer search with reinforcement learning, https://arxiv.org/abs/1709.07417
 * @example const optimizer = powerSign({ learningRate: 0.01 })
 */
export const powerSign = ({
  learningRate,
  decay,
}: {
  readonly learningRate: number | ((step: number) => number);
  readonly decay?: number;
}) => chain({ sign: scaleByPowerSign(decay === undefined ? {} : { decay }), rate: scaleByLearningRate(learningRate) });
