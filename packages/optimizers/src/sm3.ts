import { add, divide, equal, max, minimum, sqrt, square, type Tensor, where, zeros } from "@adjoint/tensor";
import { mapTree, mapTreeWithPath } from "@adjoint/tree";
import { chain } from "./chain.ts";
import { type ExponentialMovingAverageState, exponentialMovingAverage } from "./exponential-moving-average.ts";
import { type GradientTransform, gradientTransform, type Tensors } from "./gradient-transform.ts";
import type { Rate, RateState } from "./rate.ts";
import { scaleByLearningRate } from "./scale-by-learning-rate.ts";

export interface Sm3State {
  /** For each path of a leaf and each of its axes, an accumulator for each slice: [1, ..., n, ..., 1]. */
  readonly accumulators: Readonly<Record<string, readonly Tensor[]>>;
}

/** The axes along which a leaf has slices of its own; a scalar is its own slice. */
const axesOf = (t: Tensor): readonly number[] => (t.rank === 0 ? [0] : t.shape.map((_, axis) => axis));

const shapeAlong = (t: Tensor, axis: number): number[] => t.shape.map((n, i) => (i === axis ? n : 1));

/** The largest of each slice across one axis. */
const largestAlong = (t: Tensor, axis: number): Tensor =>
  t.rank < 2 || t.size === 0 ? t : max(t, { axis: t.shape.map((_, i) => i).filter((i) => i !== axis), keepDims: true });

/** g / sqrt(n), 0 / 0 = 0: n is g*g plus the least of the accumulators of the slices that an entry is in. */
export function scaleBySm3(): GradientTransform<Sm3State> {
  return gradientTransform<Sm3State>({
    init: (params) => {
      const accumulators: [string, readonly Tensor[]][] = [];
      mapTreeWithPath((path: string, p: Tensor) => {
        accumulators.push([path, axesOf(p).map((axis) => zeros(shapeAlong(p, axis), p.dtype))]);
      }, params);
      return { accumulators: Object.fromEntries(accumulators) };
    },
    update: (gradients, state) => {
      const accumulators: [string, readonly Tensor[]][] = [];
      const squares: Tensors = mapTreeWithPath((path: string, g: Tensor) => {
        const covered = add(state.accumulators[path]!.reduce(minimum), square(g));
        accumulators.push([path, axesOf(g).map((axis) => largestAlong(covered, axis))]);
        return covered;
      }, gradients);
      const scale = (g: Tensor, n: Tensor): Tensor => where(equal(n, 0), 0, divide(g, sqrt(n)));
      return [mapTree(scale, gradients, squares), { accumulators: Object.fromEntries(accumulators) }];
    },
  });
}

export interface Sm3Options {
  /** e: a number from 0 up, or a schedule. */
  readonly learningRate: Rate;
  /** The part of the mean step that stays, in [0, 1); default 0.9. */
  readonly momentum?: number;
}

export interface Sm3OptimizerState {
  readonly scaling: Sm3State;
  readonly momentum: ExponentialMovingAverageState;
  readonly rate: RateState;
}

/**
 * SM3: AdaGrad that keeps n + m numbers of an n x m matrix, one for each row and column. For an entry in slices r:
 * n = min_r c_r + g*g, u = g / sqrt(n), and then c_r is the largest n in r; m <- a m + (1 - a) u, p <- p - e m.
 * @rule AdaGrad with a number for each row and column
 * @good adagrad for the memory of rows and columns.
 * @bad Rates only fall.
 * @use For large embeddings.
 * @see [Anil et al. 2019](https://arxiv.org/abs/1901.11150), Memory-efficient adaptive optimization, Algorithm SM3-II,
 * with the slices of each axis
 * @example const optimizer = sm3({ learningRate: 0.1 })
 */
export const sm3 = ({ learningRate, momentum = 0.9 }: Sm3Options): GradientTransform<Sm3OptimizerState> =>
  chain({
    scaling: scaleBySm3(),
    momentum: exponentialMovingAverage({ decay: momentum, debias: false }),
    rate: scaleByLearningRate(learningRate),
  });
