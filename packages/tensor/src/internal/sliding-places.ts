import { ShapeError } from "../errors.ts";
import { eachAxis } from "./each-axis.ts";

/** Zeros around each spatial axis: so many at both ends, a pair for each axis, or as many as keep ceil(size / stride). */
export type Padding = number | readonly (readonly [before: number, after: number])[] | "same";

/** A window that slides along an axis; `extent` is from its first element to its last, both included. */
interface Sliding {
  readonly size: number;
  readonly extent: number;
  readonly stride: number;
}

/** The padding at both ends of an axis, and the number of places that the window takes. */
interface Places {
  readonly before: number;
  readonly after: number;
  readonly count: number;
}

/** @throws ShapeError where the window is longer than the padded axis. */
export function slidingPlaces(name: string, padding: Padding, axes: readonly Sliding[]): readonly Places[] {
  if (padding === "same") return axes.map(placesOfSame);
  const pairs = paddingPairs(name, padding, axes.length);
  return axes.map(({ size, extent, stride }, i) => {
    const [before, after] = pairs[i]!;
    const padded = before + size + after;
    if (extent > padded)
      throw new ShapeError(
        `${name}: the window must fit, got ${extent} on spatial axis ${i} of ${padded} with its padding; pad more?`,
      );
    return { before, after, count: Math.floor((padded - extent) / stride) + 1 };
  });
}

/** An odd element of padding goes behind the axis. */
function placesOfSame({ size, extent, stride }: Sliding): Places {
  const count = Math.ceil(size / stride);
  const added = Math.max(0, (count - 1) * stride + extent - size);
  const before = Math.floor(added / 2);
  return { before, after: added - before, count };
}

export function paddingPairs(
  name: string,
  padding: Exclude<Padding, "same">,
  rank: number,
): readonly (readonly [number, number])[] {
  if (typeof padding === "number") return eachAxis(name, "padding", padding, rank, 0).map((n) => [n, n]);
  if (!Array.isArray(padding) || padding.length !== rank || !padding.every((pair) => pair?.length === 2))
    throw new RangeError(
      `${name}: padding must be an integer, ${rank} pairs or "same", got ${JSON.stringify(padding)}; write [[before, after], ...]?`,
    );
  return padding.map((pair) => eachAxis(name, "padding", pair, 2, 0) as [number, number]);
}
