import {
  abs,
  add,
  castTo,
  divide,
  greater,
  isTensor,
  maximum,
  multiply,
  negate,
  sqrt,
  square,
  subtract,
  sum,
  type Tensor,
  where,
} from "@adjoint/tensor";
import { flattenTree, mapTree } from "@adjoint/tree";
import { type GradientTransform, gradientTransform, type Tensors } from "./gradient-transform.ts";
import { checkSetting } from "./internal/check-setting.ts";
import { checkSettings } from "./internal/corrected-quotient.ts";
import { movingAverage, zerosOf } from "./internal/moments.ts";
import { scalar } from "./internal/scalar.ts";
import { decayOf, type WeightDecayOptions } from "./internal/weight-decay.ts";
import { type Rate, type RateState, rateRule } from "./rate.ts";

export interface ProdigyOptions extends WeightDecayOptions {
  /** gamma: a factor of the rate that it finds, or a schedule of factors; default 1. */
  readonly learningRate?: Rate;
  /** The part of the mean gradient that stays, in [0, 1); default 0.9. */
  readonly beta1?: number;
  /** The part of the mean square that stays, in [0, 1); default 0.999. */
  readonly beta2?: number;
  /** Added to the root, times d, above 0; default 1e-8. */
  readonly epsilon?: number;
  /** The first d, too small for sure, above 0; default 1e-6. */
  readonly initialDistance?: number;
  /** A factor of the estimate of d, above 0: what to tune, if anything; default 1. */
  readonly distanceScale?: number;
}

export interface ProdigyState {
  /** d: how far from the start the solution is estimated to be, at least; [] float64. */
  readonly distance: Tensor;
  /** r, a moving average of gamma d^2 g (p_0 - p), [] float64. */
  readonly progress: Tensor;
  /** s, the moving average of gamma d^2 g. */
  readonly path: Tensors;
  /** p_0, the parameters at the start. */
  readonly start: Tensors;
  /** m, the moving average of d g. */
  readonly mean: Tensors;
  /** v, the moving average of d^2 g*g. */
  readonly meanSquare: Tensors;
  readonly rate: RateState;
}

/**
 * Prodigy: Adam that finds its learning rate. d only grows, from the least distance that the gradients seen prove there to
 * be between start and solution: with b = sqrt(beta2), m <- beta1 m + (1 - beta1) d g, v <- beta2 v + (1 - beta2) d^2 g*g,
 * r <- b r + (1 - b) gamma d^2 g (p_0 - p), s <- b s + (1 - b) gamma d^2 g, p <- p - gamma d m / (sqrt(v) + d epsilon),
 * and then d <- max(d, r / |s|_1). With `weightDecay` p <- p - gamma d weightDecay p as well.
 * @rule Adam that finds its rate: a lower bound of the distance to the solution, which grows
 * @good Finds its rate by itself.
 * @bad More memory, and late when the loss is noisy.
 * @use To begin on an unknown problem.
 * @throws RangeError when a setting is out of its range.
 * @see [Mishchenko, Defazio 2023](https://arxiv.org/abs/2306.06101), Prodigy: an expeditiously adaptive parameter-free
 * learner, Algorithm 4
 * @example const optimizer = prodigy() // or prodigy({ learningRate: cosineDecay({ initial: 1, decaySteps: 10_000 }) })
 */
export function prodigy({
  learningRate = 1,
  beta1 = 0.9,
  beta2 = 0.999,
  epsilon = 1e-8,
  initialDistance = 1e-6,
  distanceScale = 1,
  weightDecay = 0,
  mask,
}: ProdigyOptions = {}): GradientTransform<ProdigyState> {
  checkSettings("prodigy", { beta1, beta2, epsilon });
  checkSetting("prodigy: initialDistance", initialDistance, "(0,∞)");
  checkSetting("prodigy: distanceScale", distanceScale, "(0,∞)");
  const decay = decayOf({ weightDecay, mask });
  const rule = rateRule(learningRate);
  const b = Math.sqrt(beta2);
  return gradientTransform<ProdigyState>({
    init: (params) => ({
      distance: scalar(initialDistance),
      progress: scalar(0),
      path: zerosOf(params),
      start: params,
      mean: zerosOf(params),
      meanSquare: zerosOf(params),
      rate: rule.init(),
    }),
    update: (gradients, state, params) => {
      const { distance } = state;
      const [gamma, rate] = rule.next(state.rate);
      const step = multiply(gamma, distance);
      const weight = multiply(step, distance);
      const average =
        (beta: number, factor: Tensor) =>
        (before: Tensor, value: Tensor): Tensor =>
          movingAverage(before, multiply(value, castTo(factor, value.dtype)), beta);
      const mean = mapTree(average(beta1, distance), state.mean, gradients);
      const squares = mapTree((g: Tensor) => square(multiply(g, castTo(distance, g.dtype))), gradients);
      const meanSquare = mapTree(
        (v: Tensor, value: Tensor) => movingAverage(v, value, beta2),
        state.meanSquare,
        squares,
      );
      const way = mapTree(
        (g: Tensor, p0: Tensor, p: Tensor) => multiply(double(g), subtract(double(p0), double(p))),
        gradients,
        state.start,
        params,
      );
      const progress = movingAverage(state.progress, multiply(weight, total(way)), b);
      const path = mapTree(average(b, weight), state.path, gradients);
      const length = total(mapTree((s: Tensor) => abs(double(s)), path));
      const found = divide(multiply(progress, distanceScale), where(greater(length, 0), length, 1));
      const direction = mapTree(
        (m: Tensor, v: Tensor) => {
          const divisor = add(sqrt(v), castTo(multiply(distance, epsilon), v.dtype));
          return multiply(divide(m, divisor), castTo(negate(step), m.dtype));
        },
        mean,
        meanSquare,
      );
      const updates = decay.addParams(direction, params, multiply(step, -weightDecay));
      return [
        updates,
        { distance: maximum(distance, found), progress, path, start: state.start, mean, meanSquare, rate },
      ];
    },
  });
}

const double = (t: Tensor): Tensor => castTo(t, "float64");

/** The sum of all entries of all leaves. */
const total = (tree: Tensors): Tensor =>
  flattenTree<Tensor, Tensors>(isTensor, tree)
    .leaves.map((t) => sum(t))
    .reduce(add, scalar(0));
