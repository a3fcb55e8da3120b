import { reshape, transpose } from "../primitives/movement.ts";
import { sizeOf } from "../shape.ts";
import { type Tensor, type View, viewOf } from "../tensor.ts";
import { NOWHERE } from "./meeting-places.ts";
import type { Target } from "./multiply-gathered.ts";
import { multiplyMatrices } from "./multiply-matrices.ts";

const SIZE = 2 ** 18; // products at a time

/**
 * out[g,r,n,places[t,i]] += sum over c of factor[g,r,c,t] source[g,n,c,i]: the elements of a matrix product are added
 * where they belong. Sums in double precision.
 */
export function multiplyScattered(
  factor: Tensor,
  source: Tensor,
  places: Int32Array,
  positions: number,
  out: Target,
): void {
  const [groups, rows, inner, ...taps] = factor.shape as [number, number, number, ...number[]];
  const [images, columns] = [source.shape[1]!, sizeOf(source.shape.slice(3))];
  const tapCount = sizeOf(taps);
  const channelsLast = transpose(factor, [0, 1, ...taps.map((_, i) => 3 + i), 2]);
  const left = viewOf(reshape(channelsLast, [groups, rows * tapCount, inner]));
  const right = viewOf(reshape(source, [groups, images, inner, columns]));
  const high = Math.min(rows, Math.max(1, Math.floor(SIZE / (tapCount * columns))));
  const product = new Float64Array(high * tapCount * columns);
  const total = new Float64Array(high * positions);
  for (let g = 0; g < groups; g++)
    for (let n = 0; n < images; n++)
      for (let row = 0; row < rows; row += high) {
        const count = Math.min(high, rows - row);
        multiplyMatrices(
          matrixAt(left, g * left.strides[0]! + row * tapCount * left.strides[1]!),
          matrixAt(right, g * right.strides[0]! + n * right.strides[1]!),
          { buffer: product.fill(0), offset: 0, rows: count * tapCount, inner, columns },
        );
        scatter(total.fill(0), product, places, positions, count);
        for (let r = 0; r < count; r++) {
          const sums = total.subarray(r * positions, (r + 1) * positions);
          out.buffer.set(sums, g * out.group + (row + r) * out.row + n * out.image);
        }
      }
}

/** The last two axes, from a place on. */
const matrixAt = ({ buffer, strides, offset }: View, start: number): View => ({
  buffer,
  strides: strides.slice(-2),
  offset: offset + start,
});

function scatter(
  total: Float64Array,
  product: Float64Array,
  places: Int32Array,
  positions: number,
  rows: number,
): void {
  for (let r = 0, at = 0; r < rows; r++)
    for (let i = 0; i < places.length; i++, at++) {
      const place = places[i]!;
      if (place !== NOWHERE) total[r * positions + place]! += product[at]!;
    }
}
