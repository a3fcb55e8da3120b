import type { Tensor } from "@adjoint/tensor";
import { checkValues } from "./internal/check-values.ts";
import { defineMetric, type Metric } from "./metric.ts";

/** Of each column: the mean of the targets, and sums of squares around it and around the predictions. */
export interface R2State {
  readonly count: number;
  readonly columns: readonly { readonly mean: number; readonly spread: number; readonly residual: number }[];
}

/**
 * The coefficient of determination 1 - sum (target - prediction)^2 / sum (target - mean)^2, the mean of it over columns:
 * 1 is perfect, 0 what the mean would give. Where all targets are equal it is 1 if they are met exactly, else 0.
 *
 * Shapes: predictions and targets [n, ...s]; each entry of s is a column. NaN for fewer than two rows.
 * @throws ShapeError when shapes differ or there are no rows to count; DTypeError for integers.
 * @see Chan, Golub, LeVeque 1983, Algorithms for computing the sample variance, eq. 2.1, on streams
 * @example r2(predictions, targets)
 */
export const r2: Metric<R2State> = /* @__PURE__ */ defineMetric<R2State, number>({
  init: () => ({ count: 0, columns: [] }),
  update: (state, predictions, targets) => joined(state, ofBatch(predictions, targets)),
  result: ({ count, columns }) => {
    if (count < 2) return Number.NaN;
    const total = columns.reduce((sum, { spread, residual }) => sum + determination(spread, residual), 0);
    return total / columns.length;
  },
});

const determination = (spread: number, residual: number): number => {
  if (spread === 0) return residual === 0 ? 1 : 0;
  return 1 - residual / spread;
};

function ofBatch(predictions: Tensor, targets: Tensor): R2State {
  checkValues("r2", predictions, targets);
  const count = targets.shape[0] ?? 1;
  if (targets.size === 0) return { count: 0, columns: [] };
  const width = targets.size / count;
  const [p, t] = [predictions.dataSync(), targets.dataSync()];
  const columns = Array.from({ length: width }, (_, column) => {
    const sum = (f: (at: number) => number): number => {
      let total = 0;
      for (let at = column; at < t.length; at += width) total += f(at);
      return total;
    };
    const mean = t[column]! + sum((at) => t[at]! - t[column]!) / count; // exact where all are equal
    return { mean, spread: sum((at) => (t[at]! - mean) ** 2), residual: sum((at) => (t[at]! - p[at]!) ** 2) };
  });
  return { count, columns };
}

/** Two parts as one: their spreads, and what their means are apart. */
function joined(a: R2State, b: R2State): R2State {
  if (a.count === 0 || b.count === 0) return a.count === 0 ? b : a;
  const count = a.count + b.count;
  const columns = b.columns.map((two, i) => {
    const one = a.columns[i];
    if (!one || a.columns.length !== b.columns.length)
      throw new RangeError(
        `r2: batches of ${a.columns.length} columns are needed, got ${b.columns.length}; are they of one model?`,
      );
    const apart = two.mean - one.mean;
    return {
      mean: one.mean + (apart * b.count) / count,
      spread: one.spread + two.spread + (apart ** 2 * a.count * b.count) / count,
      residual: one.residual + two.residual,
    };
  });
  return { count, columns };
}
