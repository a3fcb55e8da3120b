import {
  add,
  castTo,
  divide,
  equal,
  multiply,
  negate,
  onHost,
  sqrt,
  subtract,
  type Tensor,
  where,
} from "@adjoint/tensor";
import { mapTree, mapTreeWithPath } from "@adjoint/tree";
import { type GradientTransform, gradientTransform, type Tensors } from "./gradient-transform.ts";
import { biasCorrection } from "./internal/bias-correction.ts";
import { checkSetting } from "./internal/check-setting.ts";
import { checkSettings } from "./internal/corrected-quotient.ts";
import { type DescentState, type Direction, scaled } from "./internal/direction.ts";
import { averageOf, averageOfSquares, zerosOf } from "./internal/moments.ts";
import { counter } from "./internal/scalar.ts";
import type { WeightDecayOptions } from "./internal/weight-decay.ts";
import { matcherOf } from "./match.ts";
import { type Rate, rateRule } from "./rate.ts";

export interface ScaleByAdanOptions {
  /** The part of the mean gradient that stays, in [0, 1); default 0.98. */
  readonly beta1?: number;
  /** The part of the mean change of the gradient that stays, in [0, 1); default 0.92. */
  readonly beta2?: number;
  /** The part of the mean square that stays, in [0, 1); default 0.99. */
  readonly beta3?: number;
  /** Added to the root after the bias correction, above 0; default 1e-8. */
  readonly epsilon?: number;
}

export interface AdanState {
  /** Steps taken, [] int32. */
  readonly step: Tensor;
  /** m, the moving average of the gradients. */
  readonly mean: Tensors;
  /** v, the moving average of their changes. */
  readonly meanChange: Tensors;
  /** n, the moving average of the squares of gradient + beta2 change. */
  readonly meanSquare: Tensors;
  /** The gradients of the last step. */
  readonly previous: Tensors;
}

function adanDirection({
  beta1 = 0.98,
  beta2 = 0.92,
  beta3 = 0.99,
  epsilon = 1e-8,
}: ScaleByAdanOptions = {}): Direction<AdanState> {
  checkSettings("adan", { beta1, beta2, epsilon });
  checkSetting("adan: beta3", beta3, "[0,1)");
  const [correct1, correct2, correct3] = [biasCorrection(beta1), biasCorrection(beta2), biasCorrection(beta3)];
  return {
    init: (params) => ({
      step: counter(),
      mean: zerosOf(params),
      meanChange: zerosOf(params),
      meanSquare: zerosOf(params),
      previous: zerosOf(params),
    }),
    update: (gradients, state) => {
      const step = add(state.step, 1);
      const isFirst = equal(state.step, 0);
      const changeOf = (g: Tensor, last: Tensor): Tensor => where(isFirst, 0, subtract(g, last));
      const changes = mapTree(changeOf, gradients, state.previous);
      const ahead = mapTree((g: Tensor, change: Tensor) => add(g, multiply(change, beta2)), gradients, changes);
      const mean = averageOf(state.mean, gradients, beta1);
      const meanChange = averageOf(state.meanChange, changes, beta2);
      const meanSquare = averageOfSquares(state.meanSquare, ahead, beta3);
      const ofMean = onHost((t) => 1 / correct1(t), step);
      const ofChange = onHost((t) => beta2 / correct2(t), step);
      const offset = onHost((t) => epsilon * Math.sqrt(correct3(t)), step);
      const direction = (m: Tensor, v: Tensor, n: Tensor): Tensor => {
        const sum = add(multiply(m, castTo(ofMean, m.dtype)), multiply(v, castTo(ofChange, v.dtype)));
        return divide(sum, add(sqrt(n), castTo(offset, n.dtype)));
      };
      const next = { step, mean, meanChange, meanSquare, previous: gradients };
      return [mapTree(direction, mean, meanChange, meanSquare), next, onHost((t) => Math.sqrt(correct3(t)), step)];
    },
  };
}

/** (m^ + beta2 v^) / (sqrt(n^) + epsilon), all three corrected for their start at 0. */
export const scaleByAdan = (options?: ScaleByAdanOptions): GradientTransform<AdanState> =>
  scaled(adanDirection(options));

export interface AdanOptions extends ScaleByAdanOptions, WeightDecayOptions {
  /** e: a number from 0 up, or a schedule. */
  readonly learningRate: Rate;
}

/**
 * Adan, Adam with Nesterov's momentum from the changes d of the gradient: m, v and n are moving averages of g, d and
 * (g + beta2 d)^2, and p <- (p - e (m^ + beta2 v^) / (sqrt(n^) + epsilon)) / (1 + e weightDecay). The first d is 0,
 * weightDecay 0 by default. The betas are the parts that stay: 1 minus those of the paper.
 * @rule Adam with Nesterov's momentum from the changes of g; the decay is proximal
 * @good Looks ahead by the change of the gradient; bears large rates.
 * @bad Three moments of memory.
 * @use For vision transformers.
 * @see [Xie et al. 2022](https://arxiv.org/abs/2208.06677), Adan: adaptive Nesterov momentum algorithm, Algorithm 1
 * @example const optimizer = adan({ learningRate: 1e-3, weightDecay: 0.02 })
 */
export function adan({
  learningRate,
  weightDecay = 0,
  mask = "**",
  ...options
}: AdanOptions): GradientTransform<DescentState<AdanState>> {
  checkSetting("adan: weightDecay", weightDecay, "[0,∞)");
  const { init, update } = adanDirection(options);
  const rule = rateRule(learningRate);
  const decays = matcherOf(mask);
  return gradientTransform<DescentState<AdanState>>({
    init: (params) => ({ moments: init(params), rate: rule.init() }),
    update: (gradients, state, params) => {
      const [direction, moments, factor] = update(gradients, state.moments);
      const [e, rate] = rule.next(state.rate);
      const apply = (path: string, u: Tensor, p: Tensor): Tensor => {
        const decay = decays(path, p) ? weightDecay : 0;
        // (p - e u) / (1 + e decay) - p
        const shorter = divide(e, add(multiply(e, decay), 1));
        const along = multiply(shorter, factor ?? 1);
        const step = multiply(u, castTo(negate(along), u.dtype));
        return decay === 0 ? step : subtract(step, multiply(p, castTo(multiply(shorter, decay), p.dtype)));
      };
      return [mapTreeWithPath(apply, direction, params), { moments, rate }];
    },
  });
}
