import { allocate, type Numbers } from "../dtype.ts";
import { reshape } from "../primitives/movement.ts";
import { sizeOf } from "../shape.ts";
import { type Tensor, type View, viewOf } from "../tensor.ts";
import { NOWHERE } from "./meeting-places.ts";
import { multiplyMatrices } from "./multiply-matrices.ts";

/** A result with axes [group, row, image, position]; the stride of positions is 1. */
export interface Target {
  readonly buffer: Numbers;
  readonly group: number;
  readonly row: number;
  readonly image: number;
}

const DEPTH = 512; // gathered elements of a column at a time
const WIDTH = 512; // columns at a time

/**
 * out[g,r,n,p] = sum over c and t of factor[g,r,c,t] source[g,n,c,places[t,p]]: elements of the source are gathered
 * into the columns of a matrix, which the factor multiplies. Sums in double precision.
 */
export function multiplyGathered(
  factor: Tensor,
  source: Tensor,
  places: Int32Array,
  positions: number,
  out: Target,
): void {
  const [groups, rows, channels] = factor.shape as [number, number, number];
  const taps = sizeOf(factor.shape.slice(3));
  const inner = channels * taps;
  const columns = source.shape[1]! * positions;
  const { buffer, strides, offset } = viewOf(reshape(factor, [groups, rows, inner]));
  const [perGroup, perRow, along] = strides as [number, number, number];
  const width = Math.min(WIDTH, columns);
  const patches = allocate(source.dtype, Math.min(DEPTH, inner) * width);
  const [product, total] = [new Float64Array(rows * width), new Float64Array(rows * width)];
  const from = viewOf(source);
  for (let g = 0; g < groups; g++)
    for (let column = 0; column < columns; column += width) {
      const wide = Math.min(width, columns - column);
      total.fill(0);
      for (let k = 0; k < inner; k += DEPTH) {
        const deep = Math.min(DEPTH, inner - k);
        gather(patches, from, { places, positions, taps }, { group: g, row: k, deep, column, wide });
        multiplyMatrices(
          { buffer, strides: [perRow, along], offset: offset + g * perGroup + k * along },
          { buffer: patches, strides: [wide, 1], offset: 0 },
          { buffer: product.fill(0), offset: 0, rows, inner: deep, columns: wide },
        );
        for (let i = 0; i < rows * wide; i++) total[i]! += product[i]!;
      }
      write(out, total, positions, { group: g, column, wide, rows });
    }
}

/** A matrix whose rows are channels and taps, whose columns are images and positions. */
interface Patches {
  readonly places: Int32Array;
  readonly positions: number;
  readonly taps: number;
}

/** A part of the matrix of patches: `deep` rows from `row` on, `wide` columns from `column` on. */
interface Part {
  readonly group: number;
  readonly row: number;
  readonly deep: number;
  readonly column: number;
  readonly wide: number;
}

function gather(
  patches: Numbers,
  { buffer, strides, offset }: View,
  { places, positions, taps }: Patches,
  { group, row, deep, column, wide }: Part,
): void {
  const [perGroup, perImage, perChannel] = strides as [number, number, number];
  let at = 0;
  for (let i = row; i < row + deep; i++) {
    const channel = Math.floor(i / taps);
    const table = (i - channel * taps) * positions;
    let image = Math.floor(column / positions);
    let position = column - image * positions;
    for (const end = at + wide; at < end; image++, position = 0) {
      const base = offset + group * perGroup + image * perImage + channel * perChannel;
      const stop = Math.min(end, at + positions - position);
      for (let p = table + position; at < stop; p++) {
        const place = places[p]!;
        patches[at++] = place === NOWHERE ? 0 : buffer[base + place]!;
      }
    }
  }
}

function write(
  out: Target,
  total: Float64Array,
  positions: number,
  { group, column, wide, rows }: Pick<Part, "group" | "column" | "wide"> & { readonly rows: number },
): void {
  for (let row = 0, from = 0; row < rows; row++) {
    let image = Math.floor(column / positions);
    let position = column - image * positions;
    for (const end = from + wide; from < end; image++, position = 0) {
      let to = group * out.group + row * out.row + image * out.image + position;
      for (const stop = Math.min(end, from + positions - position); from < stop; ) out.buffer[to++] = total[from++]!;
    }
  }
}
