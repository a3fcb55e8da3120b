import { add, castTo, multiply, onHost, type Tensor } from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";
import { normOf } from "./global-norm.ts";
import { type GradientTransform, gradientTransform } from "./gradient-transform.ts";
import { normRatio } from "./internal/norm-ratio.ts";
import { type Rate, type RateState, rateRule } from "./rate.ts";

export interface FromageOptions {
  /** e, the relative change of each leaf: a number from 0 up, or a schedule; 0.01 is a good start. */
  readonly learningRate: Rate;
}

/**
 * Fromage: p <- (p - e |p| / |g| g) / sqrt(1 + e^2) with the norms of each leaf, and the quotient 1 where one of them is
 * 0. The root keeps the norm from growing.
 * @rule p <- (p - e norm(p) / norm(g) g) / sqrt(1 + e^2), a leaf at a time
 * @good A step is a part of the layer's norm: one rate for all models.
 * @bad Parameters of norm 0 do not move.
 * @use To train unknown models without a search.
 * @see [Bernstein et al. 2020](https://arxiv.org/abs/2002.03432), On the distance between two neural networks and the
 * stability of learning, Algorithm 1
 * @example const optimizer = fromage({ learningRate: 0.01 })
 */
export function fromage({ learningRate }: FromageOptions): GradientTransform<{ readonly rate: RateState }> {
  const rule = rateRule(learningRate);
  return gradientTransform<{ readonly rate: RateState }>({
    init: () => ({ rate: rule.init() }),
    update: (gradients, state, params) => {
      const [e, rate] = rule.next(state.rate);
      const along = onHost((x) => -x / Math.hypot(1, x), e);
      // 1 / r - 1 without cancellation, r = sqrt(1 + e^2)
      const shrink = onHost((x) => (-x * x) / (Math.hypot(1, x) * (1 + Math.hypot(1, x))), e);
      const step = (g: Tensor, p: Tensor): Tensor => {
        const length = multiply(along, normRatio(normOf(p), normOf(g)));
        return add(multiply(g, castTo(length, g.dtype)), multiply(p, castTo(shrink, p.dtype)));
      };
      return [mapTree(step, gradients, params), { rate }];
    },
  });
}
