import { ShapeError } from "../errors.ts";
import { reshape } from "../primitives/movement.ts";
import { concat, slice } from "../primitives/slice-pad-concat.ts";
import { broadcastTo } from "../primitives/sum-broadcast.ts";
import { normalizeAxis, type Shape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { expandDims } from "./axes.ts";

/** Tensors of one shape behind each other along a new axis. @example stack([a, b]) // [n] and [n] -> [2, n] */
export function stack(tensors: readonly Tensor[], { axis = 0 }: { readonly axis?: number } = {}): Tensor {
  return concat(
    tensors.map((t) => expandDims(t, axis)),
    { axis },
  );
}

/**
 * Cuts an axis into a number of equal parts, or into parts of the sizes given. Views.
 * @throws ShapeError when the parts do not add up to the axis.
 */
export function split(
  x: Tensor,
  parts: number | readonly number[],
  { axis = 0 }: { readonly axis?: number } = {},
): Tensor[] {
  const along = normalizeAxis("split", axis, x.rank);
  const size = x.shape[along]!;
  const sizes = typeof parts === "number" ? new Array<number>(parts).fill(size / parts) : parts;
  if (!sizes.every((n) => Number.isInteger(n) && n >= 0) || sizes.reduce((total, n) => total + n, 0) !== size)
    throw new ShapeError(`split: parts must add up to the ${size} of axis ${along}, got ${sizes.join(" + ")}; give their sizes?`);
  let end = 0;
  return sizes.map((n) => {
    const start = end;
    end += n;
    return slice(
      x,
      x.shape.map((_, i) => (i === along ? [start, start + n] : null)),
    );
  });
}

/** The whole tensor repeated along each axis; missing counts in front are 1. @example tile(row, [3, 1]) */
export function tile(x: Tensor, counts: Shape): Tensor {
  const rank = Math.max(x.rank, counts.length);
  const sizes = [...new Array<number>(rank - x.rank).fill(1), ...x.shape];
  const times = [...new Array<number>(rank - counts.length).fill(1), ...counts];
  // [n, m] by [a, b] is [1, n, 1, m] stretched to [a, n, b, m], seen as [a n, b m]
  const apart = reshape(
    x,
    sizes.flatMap((n) => [1, n]),
  );
  const stretched = broadcastTo(
    apart,
    sizes.flatMap((n, i) => [times[i]!, n]),
  );
  return reshape(
    stretched,
    sizes.map((n, i) => n * times[i]!),
  );
}

/** Each entry of an axis (default: the first) `count` times in a row. @example repeat(labels, 2) // a a b b */
export function repeat(x: Tensor, count: number, { axis = 0 }: { readonly axis?: number } = {}): Tensor {
  const along = normalizeAxis("repeat", axis, x.rank);
  const apart = expandDims(x, along + 1);
  const stretched = broadcastTo(
    apart,
    apart.shape.map((n, i) => (i === along + 1 ? count : n)),
  );
  return reshape(
    stretched,
    x.shape.map((n, i) => (i === along ? n * count : n)),
  );
}
