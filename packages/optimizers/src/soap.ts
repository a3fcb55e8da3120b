import {
  add,
  castTo,
  eigh,
  equal,
  eye,
  flip,
  matmul,
  qr,
  remainder,
  swapLastAxes,
  type Tensor,
  zeros,
} from "@adjoint/tensor";
import { mapTreeWithPath } from "@adjoint/tree";
import type { AdamState, ScaleByAdamOptions } from "./adam.ts";
import type { GradientTransform, Tensors } from "./gradient-transform.ts";
import { gramAlong, multiplyAlong } from "./internal/along-axis.ts";
import { type ByPath, byPath } from "./internal/by-path.ts";
import { checkCount } from "./internal/check-count.ts";
import { checkSetting } from "./internal/check-setting.ts";
import { choose } from "./internal/choose.ts";
import { correctedQuotient } from "./internal/corrected-quotient.ts";
import { type DescentState, type Direction, descend, scaled } from "./internal/direction.ts";
import { averageOf, averageOfSquares, movingAverage, zerosOf } from "./internal/moments.ts";
import { counter, scalar } from "./internal/scalar.ts";
import { decayOf, type WeightDecayOptions } from "./internal/weight-decay.ts";
import type { Rate } from "./rate.ts";

export interface ScaleBySoapOptions extends ScaleByAdamOptions {
  /** The part of the averages of G G^T that stays, in [0, 1); default: beta2. */
  readonly statisticsDecay?: number;
  /** Steps from one turn of the bases to the next, from 1 up; default 10. */
  readonly every?: number;
  /** An axis longer than this keeps its own basis, from 1 up; default 10,000. */
  readonly maximumSize?: number;
}

export interface SoapState extends AdamState {
  /** Averages of G G^T for each axis that turns, by the path of the leaf: [n, n] float64. */
  readonly statistics: ByPath<readonly Tensor[]>;
  /** Their eigenvectors, about: orthogonal matrices [n, n] float64, one vector a column. */
  readonly bases: ByPath<readonly Tensor[]>;
}

function soapDirection({
  beta1 = 0.95,
  beta2 = 0.95,
  epsilon = 1e-8,
  statisticsDecay = beta2,
  every = 10,
  maximumSize = 10_000,
}: ScaleBySoapOptions = {}): Direction<SoapState> {
  const quotient = correctedQuotient("soap", { beta1, beta2, epsilon });
  checkSetting("soap: statisticsDecay", statisticsDecay, "[0,1)");
  checkCount("soap: every", every);
  checkCount("soap: maximumSize", maximumSize);
  /** The axes of a leaf that turn: none of a vector. */
  const axesOf = ({ shape }: Tensor): readonly number[] =>
    shape.length < 2 ? [] : [...shape.keys()].filter((axis) => shape[axis]! <= maximumSize);
  const matrices = (params: Tensors, make: (size: number) => Tensor): ByPath<readonly Tensor[]> =>
    byPath(params, (p) => axesOf(p).map((axis) => make(p.shape[axis]!)));
  const turn = (tree: Tensors, bases: ByPath<readonly Tensor[]>, side: (basis: Tensor) => Tensor): Tensors =>
    mapTreeWithPath((path: string, x: Tensor) => {
      const factors = bases[path]!.map((basis) => side(castTo(basis, x.dtype)));
      return axesOf(x).reduce((turned, axis, i) => multiplyAlong(factors[i]!, turned, axis), x);
    }, tree);
  return {
    init: (params) => ({
      step: counter(),
      mean: zerosOf(params),
      meanSquare: zerosOf(params),
      statistics: matrices(params, (n) => zeros([n, n], "float64")),
      bases: matrices(params, (n) => eye(n, n, "float64")),
    }),
    update: (gradients, state) => {
      const statistics = byPath(gradients, (g, path) => {
        const double = castTo(g, "float64");
        const averages = state.statistics[path]!;
        return axesOf(g).map((axis, i) => movingAverage(averages[i]!, gramAlong(double, axis), statisticsDecay));
      });
      const step = add(state.step, 1);
      return choose<readonly [Tensors, SoapState, Tensor]>(
        equal(state.step, 0),
        // the first gradient only says which way the bases stand
        () => [
          zerosOf(gradients),
          { ...state, step, statistics, bases: mapMatrices(eigenvectors, statistics) },
          scalar(1),
        ],
        () => {
          const { bases } = state;
          const mean = averageOf(state.mean, gradients, beta1);
          const meanSquare = averageOfSquares(state.meanSquare, turn(gradients, bases, swapLastAxes), beta2);
          const [direction, factor] = quotient(state.step, turn(mean, bases, swapLastAxes), meanSquare);
          const next = choose(
            equal(remainder(state.step, every), 0),
            () => mapMatrices(follow, statistics, bases),
            () => bases,
          );
          const updates = turn(direction, bases, (basis) => basis);
          return [updates, { step, mean, meanSquare, statistics, bases: next }, factor];
        },
      );
    },
  };
}

type Matrices = ByPath<readonly Tensor[]>;

const mapMatrices = (f: (a: Tensor, b: Tensor) => Tensor, first: Matrices, second: Matrices = first): Matrices =>
  Object.fromEntries(Object.entries(first).map(([path, axes]) => [path, axes.map((a, i) => f(a, second[path]![i]!))]));

/** Eigenvectors, those of the largest eigenvalues first: in this order powers of the matrix keep them. */
const eigenvectors = (statistic: Tensor): Tensor => flip(eigh(statistic).vectors, { axis: -1 });

/** One step of orthogonal iteration towards the eigenvectors: Algorithm 4 of the paper. */
const follow = (statistic: Tensor, basis: Tensor): Tensor => qr(matmul(statistic, basis)).q;

/** Adam in the bases of the eigenvectors of Shampoo: turn, m^ / (sqrt(v^) + epsilon), turn back. The first update is 0. */
export const scaleBySoap = (options?: ScaleBySoapOptions): GradientTransform<SoapState> =>
  scaled(soapDirection(options));

export interface SoapOptions extends ScaleBySoapOptions, WeightDecayOptions {
  /** e: a number from 0 up, or a schedule. */
  readonly learningRate: Rate;
}

/**
 * SOAP, Adam in the eigenbasis of Shampoo's preconditioner. For a matrix: L <- b L + (1 - b) G G^T, R likewise, with
 * eigenvectors Q_L and Q_R; G' = Q_L^T G Q_R; m <- beta1 m + (1 - beta1) G, m' = Q_L^T m Q_R;
 * v <- beta2 v + (1 - beta2) G'*G'; N' = m'^ / (sqrt(v^) + epsilon); p <- p - e (Q_L N' Q_R^T + weightDecay p), weightDecay
 * 0.01 by default. Vectors and scalars get Adam. After the first step, which finds the bases and moves nothing, they follow
 * by one step of orthogonal iteration each `every` steps.
 * @rule Adam in the eigenbases of L and R; the first step only finds them
 * @good Adam in the right axes: fewer steps, steady.
 * @bad Bases of every matrix to keep and renew.
 * @use For language models with large batches.
 * @throws RangeError when a setting is out of its range.
 * @see [Vyas et al. 2024](https://arxiv.org/abs/2409.11321), SOAP: improving and stabilizing Shampoo using Adam,
 * Algorithms 3 and 4
 * @example const optimizer = soap({ learningRate: 3e-3 })
 */
export const soap = ({
  learningRate,
  weightDecay = 0.01,
  mask,
  ...options
}: SoapOptions): GradientTransform<DescentState<SoapState>> =>
  descend(soapDirection(options), learningRate, decayOf({ weightDecay, mask }));
