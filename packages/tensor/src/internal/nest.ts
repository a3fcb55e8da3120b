import type { Shape } from "../shape.ts";
import type { View } from "../tensor.ts";

/** The elements of a view in nested lists. With a `gap`, an axis longer than seven has its first and last three around it. */
export function nest<T>(
  shape: Shape,
  { buffer, strides, offset }: View,
  leaf: (value: number) => T,
  list: (entries: T[]) => T,
  gap?: T,
): T {
  const from = (axis: number, at: number): T => {
    const n = shape[axis];
    if (n === undefined) return leaf(buffer[at]!);
    const entries: T[] = [];
    for (let i = 0; i < n; i++) {
      if (gap && i === 3 && n > 7) {
        entries.push(gap);
        i = n - 3;
      }
      entries.push(from(axis + 1, at + i * strides[axis]!));
    }
    return list(entries);
  };
  return from(0, offset);
}
