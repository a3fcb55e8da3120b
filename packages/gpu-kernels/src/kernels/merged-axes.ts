import type { Shape } from "@adjoint/tensor";

/** An axis of a walk, and how far each array goes from one place to the next, in elements. */
export interface Axis {
  readonly length: number;
  readonly steps: readonly number[];
}

/** Axes, outermost first, joined wherever all arrays step on evenly; those of size 1 are left out. */
export function mergedAxes(shape: Shape, strides: readonly Shape[]): Axis[] {
  const axes: Axis[] = [];
  shape.forEach((length, axis) => {
    if (length === 1) return;
    const steps = strides.map((own) => own[axis]!);
    const last = axes.at(-1);
    if (last?.steps.every((step, i) => step === steps[i]! * length))
      axes[axes.length - 1] = { length: last.length * length, steps };
    else axes.push({ length, steps });
  });
  return axes;
}
