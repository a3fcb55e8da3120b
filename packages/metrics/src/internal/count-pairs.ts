import type { Tensor } from "@adjoint/tensor";
import { checkClass, forEachPair, type LabelOptions } from "./labels-of.ts";

export interface ConfusionOptions extends LabelOptions {
  /** How many classes there are at least; a label beyond them throws. Default: as many as come. */
  readonly classes?: number;
}

/** How often each class was taken for each, and what was asked for. */
export interface ConfusionState {
  readonly counts: readonly (readonly number[])[];
  readonly classes: number | null;
  readonly ignoreIndex: number | null;
}

export function noPairs(name: string, { classes, ignoreIndex }: ConfusionOptions): ConfusionState {
  if (classes !== undefined && (!Number.isInteger(classes) || classes < 1))
    throw new RangeError(`${name}: classes must be an integer from 1 up, got ${classes}; round it?`);
  return { counts: square([], classes ?? 0), classes: classes ?? null, ignoreIndex: ignoreIndex ?? null };
}

export function countPairs<S extends ConfusionState>(name: string, state: S, predictions: Tensor, labels: Tensor): S {
  const counts = square(state.counts, 0);
  forEachPair(name, predictions, labels, state.ignoreIndex, (predicted, label, columns) => {
    const size = Math.max(predicted + 1, label + 1, columns);
    for (const one of [predicted, label]) checkClass(name, one, state.classes ?? size);
    if (size > counts.length) counts.splice(0, counts.length, ...square(counts, state.classes ?? size));
    counts[label]![predicted]!++;
  });
  return { ...state, counts };
}

/** A copy with at least so many rows and columns. */
const square = (counts: readonly (readonly number[])[], least: number): number[][] => {
  const size = Math.max(counts.length, least);
  return Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => counts[i]?.[j] ?? 0));
};
