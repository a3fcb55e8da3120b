import {
  add,
  castTo,
  eigh,
  equal,
  matmul,
  max,
  maximum,
  multiply,
  pow,
  remainder,
  reshape,
  swapLastAxes,
  type Tensor,
  zeros,
} from "@adjoint/tensor";
import { mapTreeWithPath } from "@adjoint/tree";
import { chain } from "./chain.ts";
import { type GradientTransform, gradientTransform, type Tensors } from "./gradient-transform.ts";
import { gramAlong, multiplyAlong, squaresAlong } from "./internal/along-axis.ts";
import { type ByPath, byPath } from "./internal/by-path.ts";
import { checkCount } from "./internal/check-count.ts";
import { checkSetting } from "./internal/check-setting.ts";
import { choose } from "./internal/choose.ts";
import { counter } from "./internal/scalar.ts";
import type { Rate, RateState } from "./rate.ts";
import { scaleByLearningRate } from "./scale-by-learning-rate.ts";
import { type EmptyState, identity } from "./stateless.ts";
import { type TraceState, trace } from "./trace.ts";

export interface ScaleByShampooOptions {
  /** Added to the eigenvalues of each H, above 0; default 1e-4. */
  readonly epsilon?: number;
  /** Steps from one computation of the roots to the next, from 1 up; default 1. */
  readonly every?: number;
  /** Of an axis longer than this only the diagonal of H is kept, from 1 up; default 768. */
  readonly maximumSize?: number;
}

export interface ShampooState {
  /** Steps taken, [] int32. */
  readonly step: Tensor;
  /** H of each axis of each leaf, by path: [n, n], or its diagonal [n], float64. */
  readonly statistics: ByPath<readonly Tensor[]>;
  /** H^(-1/2k) of the last computation, when there are steps without one. */
  readonly roots?: ByPath<readonly Tensor[]>;
}

/** The gradient of k axes with each axis i multiplied by H_i^(-1/2k), H_i the sum of all G G^T, G unfolded along i. */
export function scaleByShampoo({
  epsilon = 1e-4,
  every = 1,
  maximumSize = 768,
}: ScaleByShampooOptions = {}): GradientTransform<ShampooState> {
  checkSetting("shampoo: epsilon", epsilon, "(0,∞)");
  checkCount("shampoo: every", every);
  checkCount("shampoo: maximumSize", maximumSize);
  const isLong = (size: number): boolean => size > maximumSize;
  const statisticOf = (g: Tensor, axis: number): Tensor =>
    isLong(g.shape[axis]!) ? squaresAlong(g, axis) : gramAlong(g, axis);
  const sums = (gradients: Tensors, before: ByPath<readonly Tensor[]>): ByPath<readonly Tensor[]> =>
    byPath(gradients, (g, path) => {
      const double = castTo(withAxes(g), "float64");
      return before[path]!.map((h, axis) => add(h, statisticOf(double, axis)));
    });
  const rootsOf = (leaves: Tensors, statistics: ByPath<readonly Tensor[]>): ByPath<readonly Tensor[]> =>
    byPath(leaves, ({ dtype }, path) => {
      const axes = statistics[path]!;
      return axes.map((h) => castTo(power(h, epsilon, -1 / (2 * axes.length)), dtype));
    });
  return gradientTransform<ShampooState>({
    init: (params) => {
      const statistics = byPath(params, (p) =>
        withAxes(p).shape.map((n) => zeros(isLong(n) ? [n] : [n, n], "float64")),
      );
      return { step: counter(), statistics, ...(every > 1 && { roots: rootsOf(params, statistics) }) };
    },
    update: (gradients, state) => {
      const statistics = sums(gradients, state.statistics);
      const fresh = (): ByPath<readonly Tensor[]> => rootsOf(gradients, statistics);
      const { roots: stale } = state;
      const roots = stale ? choose(equal(remainder(state.step, every), 0), fresh, () => stale) : fresh();
      const updates = mapTreeWithPath(
        (path: string, g: Tensor) =>
          reshape(
            roots[path]!.reduce((x, root, axis) => multiplyAlong(root, x, axis), withAxes(g)),
            g.shape,
          ),
        gradients,
      );
      return [updates, { step: add(state.step, 1), statistics, ...(stale && { roots }) }];
    },
  });
}

/** A scalar is a vector of one. */
const withAxes = (t: Tensor): Tensor => (t.rank === 0 ? reshape(t, [1]) : t);

/** (H + epsilon)^p of a symmetric positive matrix, or of its diagonal. */
function power(h: Tensor, epsilon: number, p: number): Tensor {
  if (h.size === 0) return h;
  if (h.rank === 1) return pow(add(h, epsilon), p);
  const { values, vectors } = eigh(h);
  // what rounding leaves of an eigenvalue of 0 may be negative
  const least = multiply(max(values), h.shape[0]! * 2 ** -52);
  return matmul(multiply(vectors, pow(add(maximum(values, least), epsilon), p)), swapLastAxes(vectors));
}

export interface ShampooOptions extends ScaleByShampooOptions {
  /** e: a number from 0 up, or a schedule. */
  readonly learningRate: Rate;
  /** The part of the velocity of scaled gradients that stays, in [0, 1); default 0, none. */
  readonly momentum?: number;
}

export interface ShampooOptimizerState {
  readonly scaling: ShampooState;
  readonly momentum: TraceState | EmptyState;
  readonly rate: RateState;
}

/**
 * Shampoo: AdaGrad that keeps a matrix for each axis. For a matrix G: L <- L + G G^T, R <- R + G^T G,
 * p <- p - e (L + epsilon)^(-1/4) G (R + epsilon)^(-1/4); for k axes the powers are -1/2k, so a vector gets AdaGrad with
 * a full matrix. Roots by eigenvalues in double precision: n^3 work for an axis of n, which `every` makes rarer.
 * @rule L and R sum G G^T and G^T G: p <- p - e L^(-1/4) G R^(-1/4); any number of axes
 * @good Knows how parameters of a matrix go together; few steps.
 * @bad Roots of matrices are costly.
 * @use Where steps are dearer than arithmetic.
 * @throws RangeError when a setting is out of its range.
 * @see [Gupta, Koren, Singer 2018](https://arxiv.org/abs/1802.09568), Shampoo: preconditioned stochastic tensor
 * optimization, Algorithms 1 and 2
 * @example const optimizer = shampoo({ learningRate: 0.1, momentum: 0.9, every: 20 })
 */
export const shampoo = ({
  learningRate,
  momentum = 0,
  ...options
}: ShampooOptions): GradientTransform<ShampooOptimizerState> =>
  chain<{
    scaling: GradientTransform<ShampooState>;
    momentum: GradientTransform<TraceState | EmptyState>;
    rate: GradientTransform<RateState>;
  }>({
    scaling: scaleByShampoo(options),
    momentum: momentum === 0 ? identity() : trace({ decay: momentum }),
    rate: scaleByLearningRate(learningRate),
  });
