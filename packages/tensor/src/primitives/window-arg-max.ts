import { allocate } from "../dtype.ts";
import { meetingPlaces, NOWHERE } from "../internal/meeting-places.ts";
import { offsetsOf } from "../internal/offsets-of.ts";
import { bind, type Primitive } from "../primitive.ts";
import { contiguousStrides, sizeOf } from "../shape.ts";
import { fromBuffer, type Tensor, viewOf } from "../tensor.ts";

/** A window on one of the last axes: of `window` elements, at `size` places, the first `before` elements in front. */
export interface WindowAxis {
  readonly size: number;
  readonly window: number;
  readonly stride: number;
  readonly before: number;
}

interface Attributes {
  readonly axes: readonly WindowAxis[];
}

/** x [...a, ...s] -> int32 [...a, ...sizes]: where in [...s], counted row by row, the first maximum of each window is. */
const windowArgMaxPrimitive: Primitive<[Tensor], [Tensor], Attributes> = {
  name: "windowArgMax",
  shape: ([x], { axes }) => [
    { shape: [...x.shape.slice(0, -axes.length), ...axes.map(({ size }) => size)], dtype: "int32" },
  ],
  kernel: ([x], { axes }, [spec]) => {
    const lead = x.rank - axes.length;
    const { buffer, strides, offset } = viewOf(x);
    const meetings = axes.map(({ size, window, stride, before }, i) => ({
      row: { step: stride, size },
      column: { step: 1, size: window },
      met: { step: -1, size: x.shape[lead + i]! },
      shift: before,
    }));
    const offsets = meetingPlaces(meetings, strides.slice(lead));
    const positions = meetingPlaces(meetings, contiguousStrides(x.shape.slice(lead)));
    const out = allocate("int32", sizeOf(spec.shape));
    const window = sizeOf(axes.map((axis) => axis.window));
    let at = 0;
    for (const start of offsetsOf(x.shape.slice(0, lead), strides.slice(0, lead), offset))
      for (let first = 0; first < offsets.length; first += window) {
        let best = NOWHERE;
        let largest = 0;
        for (let k = first; k < first + window; k++) {
          if (offsets[k] === NOWHERE) continue;
          const candidate = buffer[start + offsets[k]!]!;
          if (best === NOWHERE || candidate > largest || (candidate !== candidate && largest === largest)) {
            best = positions[k]!;
            largest = candidate;
          }
        }
        out[at++] = best;
      }
    return [fromBuffer(out, spec)];
  },
  vjp: null,
  batch: ([x], _, attributes) => bind(windowArgMaxPrimitive, [x], attributes),
};

/** Each window must hold an element: it is shorter than the axis with the padding of either end. */
export const windowArgMax = (x: Tensor, axes: readonly WindowAxis[]): Tensor =>
  bind(windowArgMaxPrimitive, [x], { axes })[0];
