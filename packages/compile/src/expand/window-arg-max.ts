import {
  broadcastTo,
  fromBuffer,
  full,
  greater,
  isFloat,
  isNaN,
  logicalAnd,
  logicalNot,
  logicalOr,
  pad,
  type Shape,
  sizeOf,
  slice,
  type Tensor,
  where,
} from "@adjoint/tensor";
import type { WindowAxis } from "@adjoint/tensor/primitives/window-arg-max";
import type { Expansion } from "./expansion.ts";
import { positionOf } from "./position-of.ts";

/**
 * Where the first maximum of each window stands, element by element of the window: each is a strided part of the padded
 * input, and takes over where it is larger than those before it.
 */
export const windowArgMax: Expansion = ([x], attributes, [spec]) => {
  const { axes } = attributes as { axes: readonly WindowAxis[] };
  const lead = x!.rank - axes.length;
  const [outer, spatial] = [x!.shape.slice(0, lead), x!.shape.slice(lead)];
  const [windows, sizes] = [axes.map(({ window }) => window), axes.map(({ size }) => size)];
  const padded = pad(x!, [
    ...outer.map((): [number, number] => [0, 0]),
    ...axes.map(({ before, size, stride, window }, i): [number, number] => [
      before,
      Math.max(0, (size - 1) * stride + window - before - spatial[i]!),
    ]),
  ]);
  const everywhere = (place: Tensor): Tensor => broadcastTo(place, spec!.shape);
  const isLarger = isFloat(x!.dtype) ? largerOrNaN : greater;
  let largest = full(spec!.shape, 0, x!.dtype);
  let positions = full(spec!.shape, 0, "int32");
  let isReached = full(sizes, 0, "bool");
  for (let tap = 0; tap < sizeOf(windows); tap++) {
    const at = positionOf(tap, windows);
    const candidate = slice(padded, [
      ...outer.map(() => null),
      ...axes.map(({ size, stride }, i) => [at[i]!, at[i]! + (size - 1) * stride + 1, stride] as const),
    ]);
    const { isInside, place } = placesOf(axes, spatial, at);
    const isFirst = logicalAnd(isInside, logicalNot(isReached)); // constants, as all that is known of places
    const takes = logicalOr(everywhere(isFirst), logicalAnd(everywhere(isInside), isLarger(candidate, largest)));
    largest = where(takes, candidate, largest);
    positions = where(takes, everywhere(place), positions);
    isReached = logicalOr(isReached, isInside);
  }
  return [positions];
};

const largerOrNaN = (x: Tensor, y: Tensor): Tensor =>
  logicalOr(greater(x, y), logicalAnd(isNaN(x), logicalNot(isNaN(y))));

/** For one element of each window: is it one of the input, and which. Both of the shape of the windows' places. */
function placesOf(axes: readonly WindowAxis[], spatial: Shape, at: Shape): { isInside: Tensor; place: Tensor } {
  const sizes = axes.map(({ size }) => size);
  const inside = new Uint8Array(sizeOf(sizes));
  const places = new Int32Array(inside.length);
  for (let p = 0; p < inside.length; p++) {
    const output = positionOf(p, sizes);
    let place = 0;
    let isInside = true;
    axes.forEach(({ stride, before }, i) => {
      const position = output[i]! * stride + at[i]! - before;
      isInside &&= position >= 0 && position < spatial[i]!;
      place = place * spatial[i]! + position;
    });
    inside[p] = Number(isInside);
    places[p] = place;
  }
  return {
    isInside: fromBuffer(inside, { shape: sizes, dtype: "bool" }),
    place: fromBuffer(places, { shape: sizes, dtype: "int32" }),
  };
}
