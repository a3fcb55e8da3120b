import { type Shape, sizeOf } from "../shape.ts";

/** The place in the buffer of each element, in row-major order. */
export function offsetsOf(shape: Shape, strides: Shape, offset: number): Int32Array {
  const offsets = new Int32Array(sizeOf(shape));
  if (offsets.length === 0) return offsets;
  offsets[0] = offset;
  let filled = 1;
  // From the innermost axis out: what is filled so far is repeated, shifted by the stride.
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const block = filled;
    for (let i = 1; i < shape[axis]!; i++)
      for (let k = 0; k < block; k++) offsets[filled++] = offsets[k]! + i * strides[axis]!;
  }
  return offsets;
}
