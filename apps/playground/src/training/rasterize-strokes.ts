/** A line that was drawn, x and y in any unit. */
export type Stroke = readonly (readonly [x: number, y: number])[];

const BITMAP = 32;
const PIXELS = 8;
const CELL = BITMAP / PIXELS;
const PEN = 3.6;
/** No narrow digit is stretched to the width of the field. */
const MARGIN = PEN / 2;

/**
 * Strokes as the data set shows digits: fitted to a bitmap of 32 x 32, and the share of ink in each 4 x 4 block of it,
 * 64 values from 0 to 1.
 * @see Alpaydin, Kaynak 1998, Optical Recognition of Handwritten Digits: how its bitmaps were made.
 */
export function rasterizeStrokes(strokes: readonly Stroke[]): Float32Array {
  const place = fitted(strokes.flat());
  const segments = strokes.flatMap((stroke) => segmentsOf(stroke.map(place)));
  const pixels = new Float32Array(PIXELS * PIXELS);
  for (let y = 0; y < BITMAP; y++)
    for (let x = 0; x < BITMAP; x++)
      if (segments.some((segment) => distanceTo(segment, x + 0.5, y + 0.5) <= PEN / 2))
        pixels[Math.floor(y / CELL) * PIXELS + Math.floor(x / CELL)]! += 1 / CELL ** 2;
  return pixels;
}

/** Moves and scales what was drawn into the middle of the bitmap; what is higher than wide fills its height. */
function fitted(points: Stroke): (point: readonly [number, number]) => readonly [number, number] {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const size = Math.max(right - left, bottom - top);
  const scale = size === 0 ? 1 : (BITMAP - 2 * MARGIN) / size;
  const [middleX, middleY] = [(left + right) / 2, (top + bottom) / 2];
  return ([x, y]) => [BITMAP / 2 + (x - middleX) * scale, BITMAP / 2 + (y - middleY) * scale];
}

type Segment = readonly [x0: number, y0: number, x1: number, y1: number];

/** A single point is a segment without length. */
const segmentsOf = (stroke: Stroke): Segment[] =>
  stroke.length === 1
    ? [[...stroke[0]!, ...stroke[0]!]]
    : stroke.slice(1).map(([x, y], i) => [stroke[i]![0], stroke[i]![1], x, y]);

function distanceTo([x0, y0, x1, y1]: Segment, x: number, y: number): number {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(Math.max(((x - x0) * dx + (y - y0) * dy) / length, 0), 1);
  return Math.hypot(x - x0 - along * dx, y - y0 - along * dy);
}
