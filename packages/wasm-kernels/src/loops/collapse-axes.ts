import type { Shape } from "@adjoint/tensor";

/** An axis with the strides of all arrays along it, in elements. */
export interface Axis {
  readonly size: number;
  readonly strides: readonly number[];
}

/**
 * The fewest axes that visit the same elements in the same order: neighbours are one where every array walks them as one,
 * axes of size 1 are none. There is always a last axis; with `keepsRows` it is the last of the shape.
 */
export function collapseAxes(shape: Shape, strides: readonly (readonly number[])[], keepsRows: boolean): Axis[] {
  const axes = shape.map((size, i): Axis => ({ size, strides: strides.map((each) => each[i]!) }));
  const last = keepsRows ? axes.pop() : undefined;
  const collapsed: Axis[] = [];
  for (const axis of axes) {
    if (axis.size === 1) continue;
    const outer = collapsed.at(-1);
    if (outer?.strides.every((stride, i) => stride === axis.strides[i]! * axis.size))
      collapsed[collapsed.length - 1] = { size: outer.size * axis.size, strides: axis.strides };
    else collapsed.push(axis);
  }
  if (last) return [...collapsed, last];
  return collapsed.length > 0 ? collapsed : [{ size: 1, strides: strides.map(() => 1) }];
}
