import { contiguousStrides, type Shape, sizeOf } from "../shape.ts";

/** Strides that show the same elements in another shape of the same size; undefined where only a copy can. */
export function reshapedStrides(from: Shape, strides: Shape, to: Shape): number[] | undefined {
  const result = contiguousStrides(to);
  if (sizeOf(to) === 0) return result;
  // From the innermost axis out: `left` elements, `step` apart, of the old axes that are not shown yet.
  let left = 1;
  let step = 0;
  let next = from.length;
  for (let axis = to.length - 1; axis >= 0; axis--) {
    const n = to[axis]!;
    while (left % n > 0) {
      const size = from[--next]!;
      if (left === 1) step = strides[next]!;
      else if (size > 1 && strides[next] !== step * left) return undefined;
      left *= size;
    }
    result[axis] = step;
    step *= n;
    left /= n;
  }
  return result;
}
