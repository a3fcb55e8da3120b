import type { Shape } from "../shape.ts";

/** A position along one axis, `step` times which counts in a sum. */
interface Term {
  readonly step: number;
  readonly size: number;
}

/** One axis: for which positions a, b and c is a + b + c, each times its step, the shift? */
export interface Meeting {
  readonly row: Term;
  readonly column: Term;
  readonly met: Term;
  readonly shift: number;
}

/** Stands for no place: column and row meet nothing. */
export const NOWHERE = -0x80000000;

/**
 * For each row and column position (over all axes, row-major), where the third position that meets them stands, by its
 * strides, or NOWHERE. As a matrix [rows, columns], row-major.
 */
export function meetingPlaces(axes: readonly Meeting[], strides: Shape): Int32Array {
  let places: Int32Array = new Int32Array(1);
  let columns = 1;
  axes.forEach((axis, i) => {
    const along = placesOf(axis, strides[i]!);
    places = combined(places, columns, along, axis.column.size);
    columns *= axis.column.size;
  });
  return places;
}

function placesOf({ row, column, met, shift }: Meeting, stride: number): Int32Array {
  const places = new Int32Array(row.size * column.size);
  for (let i = 0, at = 0; i < row.size; i++)
    for (let j = 0; j < column.size; j++) {
      const position = (shift - i * row.step - j * column.step) / met.step;
      places[at++] = Number.isInteger(position) && position >= 0 && position < met.size ? position * stride : NOWHERE;
    }
  return places;
}

/** The places over the axes of both: rows and columns of `inner` vary fastest. */
function combined(outer: Int32Array, outerColumns: number, inner: Int32Array, innerColumns: number): Int32Array {
  const places = new Int32Array(outer.length * inner.length);
  const [outerRows, innerRows] = [outer.length / outerColumns, inner.length / innerColumns];
  let at = 0;
  for (let i = 0; i < outerRows; i++)
    for (let k = 0; k < innerRows; k++)
      for (let j = 0; j < outerColumns; j++) {
        const from = outer[i * outerColumns + j]!;
        for (let l = 0; l < innerColumns; l++) {
          const to = inner[k * innerColumns + l]!;
          places[at++] = from === NOWHERE || to === NOWHERE ? NOWHERE : from + to;
        }
      }
  return places;
}
