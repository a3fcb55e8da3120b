import { defineMetric, type Metric } from "../metric.ts";
import { type ConfusionOptions, type ConfusionState, countPairs, noPairs } from "./count-pairs.ts";

export interface ClassMetricOptions extends ConfusionOptions {
  /**
   * "macro" (default): the mean over the classes that occur, in labels or predictions; "weighted": their mean by how
   * often they are labels; "micro": of all pairs together, which is the accuracy; "binary": of the positive class alone.
   */
  readonly average?: "macro" | "weighted" | "micro" | "binary";
  /** The positive of two classes, 0 or 1, for "binary"; default 1. */
  readonly positive?: number;
}

export interface ClassMetricState extends ConfusionState {
  readonly average: "macro" | "weighted" | "micro" | "binary";
  readonly positive: number;
}

/** Of one class, or of all together. */
export interface Tally {
  /** Labels of the class that were predicted as such. */
  readonly correct: number;
  readonly predicted: number;
  readonly labels: number;
}

/** The tally of each class. */
export const talliesOf = (counts: ConfusionState["counts"]): Tally[] =>
  counts.map((row, i) => ({
    correct: row[i]!,
    predicted: counts.reduce((total, other) => total + other[i]!, 0),
    labels: row.reduce((total, n) => total + n, 0),
  }));

/** a / b, and 0 where there is nothing to divide by. */
export const ratio = (a: number, b: number): number => (b === 0 ? 0 : a / b);

/** A metric that is a score of each class, averaged. */
export const classMetric = (
  name: string,
  scoreOf: (tally: Tally) => number,
): Metric<ClassMetricState, number, ClassMetricOptions> =>
  defineMetric<ClassMetricState, number, ClassMetricOptions>({
    init: ({ average = "macro", positive = 1, ...options }) => {
      if (!["macro", "weighted", "micro", "binary"].includes(average))
        throw new RangeError(
          `${name}: average must be "macro", "weighted", "micro" or "binary", got "${average}"; choose one?`,
        );
      if (positive !== 0 && positive !== 1)
        throw new RangeError(`${name}: positive must be 0 or 1, got ${positive}; average otherwise for more classes?`);
      return { ...noPairs(name, options), average, positive };
    },
    update: (state, predictions, labels) => countPairs(name, state, predictions, labels),
    result: (state) => averaged(name, state, scoreOf),
  });

function averaged(
  name: string,
  { counts, average, positive }: ClassMetricState,
  scoreOf: (tally: Tally) => number,
): number {
  const tallies = talliesOf(counts).filter(({ predicted, labels }) => average === "binary" || predicted + labels > 0);
  const sum = (of: (tally: Tally) => number): number => tallies.reduce((total, tally) => total + of(tally), 0);
  const labels = sum((tally) => tally.labels);
  if (labels === 0) return Number.NaN;
  if (average === "macro") return sum(scoreOf) / tallies.length;
  if (average === "weighted") return sum((tally) => scoreOf(tally) * tally.labels) / labels;
  if (average === "micro") return scoreOf({ correct: sum(({ correct }) => correct), predicted: labels, labels });
  if (tallies.length > 2)
    throw new RangeError(
      `${name}: average "binary" is for two classes, got ${tallies.length}; choose "macro", "weighted" or "micro"?`,
    );
  return scoreOf(tallies[positive] ?? { correct: 0, predicted: 0, labels: 0 });
}
