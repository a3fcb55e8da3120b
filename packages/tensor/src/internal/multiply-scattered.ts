import { reshape, transpose } from "../primitives/movement.ts";
import { sizeOf } from "../shape.ts";
import { type Tensor, viewOf } from "../tensor.ts";
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
  const high = Math.max(1, Math.floor(SIZE / (tapCount * columns)));
  const product = new Float64Array(Math.min(high, rows) * tapCount * columns);
  const total = new Float64Array(Math.min(high, rows) * positions);
  for (let g = 0; g < groups; g++)
    for (let n = 0; n < images; n++)
      for (let row = 0; row < rows; row += high) {
        const count = Math.min(high, rows - row);
        multiplyMatrices(
          {
            buffer: left.buffer,
            strides: left.strides.slice(1),
            offset: left.offset + g * left.strides[0]! + row * tapCount * left.strides[1]!,
          },
          {
            buffer: right.buffer,
            strides: right.strides.slice(2),
            offset: right.offset + g * right.strides[0]! + n * right.strides[1]!,
          },
          { buffer: product.fill(0), offset: 0, rows: count * tapCount, inner, columns },
        );
        total.fill(0);
        let at = 0;
        for (let r = 0; r < count; r++)
          for (let t = 0; t < places.length; t++, at++) {
            const place = places[t]!;
            if (place !== NOWHERE) total[r * positions + place]! += product[at]!;
          }
        for (let r = 0; r < count; r++)
          out.buffer.set(
            total.subarray(r * positions, (r + 1) * positions),
            g * out.group + (row + r) * out.row + n * out.image,
          );
      }
}
