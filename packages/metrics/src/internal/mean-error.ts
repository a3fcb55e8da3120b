import { defineMetric, type Metric } from "../metric.ts";
import { checkValues } from "./check-values.ts";

/** A sum of how many. */
export interface SumState {
  readonly sum: number;
  readonly count: number;
}

/** The mean of a function of the error, over all elements; `finish` is what becomes of it. */
export const meanError = (
  name: string,
  of: (error: number) => number,
  finish: (mean: number) => number = (mean) => mean,
): Metric<SumState> =>
  defineMetric<SumState, number>({
    init: () => ({ sum: 0, count: 0 }),
    update: ({ sum, count }, predictions, targets) => {
      checkValues(name, predictions, targets);
      const [p, t] = [predictions.dataSync(), targets.dataSync()];
      let total = 0;
      for (let i = 0; i < p.length; i++) total += of(p[i]! - t[i]!);
      return { sum: sum + total, count: count + p.length };
    },
    result: ({ sum, count }) => finish(sum / count),
  });
