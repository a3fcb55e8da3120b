import {
  add,
  castTo,
  divide,
  maximum,
  mean,
  minimum,
  multiply,
  negate,
  onHost,
  rsqrt,
  square,
  type Tensor,
  zeros,
} from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";
import { normOf } from "./global-norm.ts";
import { type GradientTransform, gradientTransform, type Tensors } from "./gradient-transform.ts";
import { checkSetting } from "./internal/check-setting.ts";
import { approach } from "./internal/moments.ts";
import { countedRate } from "./internal/rate-function.ts";
import type { Rate, RateState } from "./rate.ts";

export interface AdafactorOptions {
  /** e: the largest relative step, a number from 0 up, or a schedule. */
  readonly learningRate: Rate;
  /** The averages keep 1 - t^-decayRate of themselves; from 0 up, default 0.8. */
  readonly decayRate?: number;
  /** Added to each square, above 0; default 1e-30. */
  readonly epsilon?: number;
  /** The least size that a parameter counts as having, above 0; default 1e-3. */
  readonly epsilonScale?: number;
  /** The largest root mean square of a step before the rate, above 0; default 1. */
  readonly clipThreshold?: number;
}

export interface AdafactorState {
  /** Of a matrix the averages of its rows, [..., n, 1]; of anything else all averages, [...s]. */
  readonly rows: Tensors;
  /** Of a matrix the averages of its columns, [..., 1, m]; of anything else nothing, [0]. */
  readonly columns: Tensors;
  readonly rate: RateState;
}

const ROWS = { axis: -1, keepDims: true } as const;
const COLUMNS = { axis: -2, keepDims: true } as const;

/** Axes before the last two are a batch of matrices. */
const isMatrix = ({ rank }: Tensor): boolean => rank >= 2;

/** The root mean square, in double precision. */
const sizeOf = (t: Tensor): Tensor => divide(normOf(t), Math.sqrt(Math.max(t.size, 1)));

/**
 * Adafactor: Adam without a first moment, whose second moment of a matrix is the product of its row and column averages:
 * n + m numbers in place of n m. With b_t = 1 - t^-decayRate, averages R of rows and C of columns of g*g + epsilon,
 * V = R C / mean(R) and u = g / sqrt(V): p <- p - min(e, 1 / sqrt(t)) max(epsilonScale, rms(p)) u / max(1, rms(u) / d).
 * @rule the second moment of a matrix is that of its rows times that of its columns
 * @good Almost no memory for large matrices.
 * @bad Less steady than Adam.
 * @use For large language models.
 * @see [Shazeer, Stern 2018](https://arxiv.org/abs/1804.04235), Adafactor: adaptive learning rates with sublinear
 * memory cost, Algorithms 4 and 5
 * @example const optimizer = adafactor({ learningRate: 0.01 })
 */
export function adafactor({
  learningRate,
  decayRate = 0.8,
  epsilon = 1e-30,
  epsilonScale = 1e-3,
  clipThreshold = 1,
}: AdafactorOptions): GradientTransform<AdafactorState> {
  checkSetting("adafactor: decayRate", decayRate, "[0,∞)");
  checkSetting("adafactor: epsilon", epsilon, "(0,∞)");
  checkSetting("adafactor: epsilonScale", epsilonScale, "(0,∞)");
  checkSetting("adafactor: clipThreshold", clipThreshold, "(0,∞)");
  const rule = countedRate(learningRate);
  const rowsOf = (t: Tensor): Tensor => (isMatrix(t) ? mean(t, ROWS) : t);
  const columnsOf = (t: Tensor): Tensor => (isMatrix(t) ? mean(t, COLUMNS) : zeros([0], t.dtype));
  // one root at a time: the product of two averages as small as epsilon is 0 in float32
  const scale = (g: Tensor, rows: Tensor, columns: Tensor): Tensor =>
    isMatrix(g)
      ? multiply(multiply(g, rsqrt(divide(rows, mean(rows, COLUMNS)))), rsqrt(columns))
      : multiply(g, rsqrt(rows));
  return gradientTransform<AdafactorState>({
    init: (params) => {
      const start = mapTree((p: Tensor) => zeros(p.shape, p.dtype), params);
      return { rows: mapTree(rowsOf, start), columns: mapTree(columnsOf, start), rate: rule.init() };
    },
    update: (gradients, state, params) => {
      const [e, step, rate] = rule.next(state.rate);
      const weight = onHost((k) => (k + 1) ** -decayRate, step);
      const follow = (average: Tensor, value: Tensor): Tensor => approach(average, value, castTo(weight, value.dtype));
      const squares = mapTree((g: Tensor) => add(square(g), epsilon), gradients);
      const rows = mapTree(follow, state.rows, mapTree(rowsOf, squares));
      const columns = mapTree(follow, state.columns, mapTree(columnsOf, squares));
      const relative = minimum(
        e,
        onHost((k) => 1 / Math.sqrt(k + 1), step),
      );
      const apply = (u: Tensor, p: Tensor): Tensor => {
        const length = multiply(relative, maximum(sizeOf(p), epsilonScale));
        const excess = maximum(divide(sizeOf(u), clipThreshold), 1);
        return multiply(u, castTo(negate(divide(length, excess)), u.dtype));
      };
      return [mapTree(apply, mapTree(scale, gradients, rows, columns), params), { rows, columns, rate }];
    },
  });
}
